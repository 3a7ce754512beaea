/** Shells that lines can be completed in. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** One of the shells. */
export type Shell = (typeof shells)[number];

/** Each script asks `halo __complete` with the words so far; candidates come one a line, with a tab before their description. */
const scripts: Readonly<Record<Shell, string>> = {
  bash: `# halo: put  eval "$(halo completion bash)"  into ~/.bashrc
_halo() {
  local IFS=$'\\n'
  local candidates
  candidates=$(halo __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1)
  COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [[ \${#COMPREPLY[@]} -eq 0 ]] && compopt -o default 2>/dev/null
  return 0
}
complete -F _halo halo
`,
  zsh: `#compdef halo
# halo: put  eval "$(halo completion zsh)"  into ~/.zshrc, after compinit
_halo() {
  local -a candidates
  local line
  while IFS=$'\\t' read -r word description; do
    candidates+=("\${word//:/\\\\:}:\${description}")
  done < <(halo __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#candidates} )); then _describe 'halo' candidates; else _files; fi
}
compdef _halo halo
`,
  fish: `# halo: put  halo completion fish | source  into ~/.config/fish/config.fish
function __halo_complete
  set -l words (commandline -opc) (commandline -ct)
  halo __complete -- $words[2..-1] 2>/dev/null
end
complete -c halo -f -a '(__halo_complete)'
`,
  powershell: `# halo: put  halo completion powershell | Out-String | Invoke-Expression  into $PROFILE
Register-ArgumentCompleter -Native -CommandName halo -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  halo __complete -- @words 2>$null | ForEach-Object {
    $word, $description = $_ -split "\`t", 2
    if (-not $description) { $description = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $description)
  }
}
`,
};

/** The script that teaches a shell to complete \`halo\`. */
export const completionScript = (shell: Shell): string => scripts[shell];
