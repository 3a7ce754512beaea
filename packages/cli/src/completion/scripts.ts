/** Shells that lines can be completed in. */
export const shells = ['bash', 'zsh', 'fish', 'powershell'] as const;

/** One of the shells. */
export type Shell = (typeof shells)[number];

/**
 * Each script asks `halo __complete` with the words so far; candidates come one a line, with a tab before their description. A
 * candidate is data: no script hands one to what expands or evaluates, and what goes onto the line is quoted for the shell.
 */
const scripts: Readonly<Record<Shell, string>> = {
  // compgen -W would expand its words, and bash puts a completion onto the line as it is: %q quotes it.
  bash: `# halo: put  eval "$(halo completion bash)"  into ~/.bashrc
_halo() {
  local line word
  COMPREPLY=()
  while IFS= read -r line; do
    word=\${line%%$'\\t'*}
    [[ $word == "\${COMP_WORDS[COMP_CWORD]}"* ]] || continue
    printf -v word '%q' "$word"
    COMPREPLY+=("$word")
  done < <(halo __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -eq 0 ]] && compopt -o default 2>/dev/null
  return 0
}
complete -F _halo halo
`,
  // _describe takes a backslash and a colon for signs of its own; compadd below it quotes what it puts onto the line.
  zsh: `#compdef halo
# halo: put  eval "$(halo completion zsh)"  into ~/.zshrc, after compinit
_halo() {
  local -a candidates
  local word description
  while IFS=$'\\t' read -r word description; do
    word=\${word//\\\\/\\\\\\\\}
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
  // PowerShell puts a completion onto the line as it is, so only words that need no quotes are offered.
  powershell: `# halo: put  halo completion powershell | Out-String | Invoke-Expression  into $PROFILE
Register-ArgumentCompleter -Native -CommandName halo -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  halo __complete -- @words 2>$null | ForEach-Object {
    $word, $description = $_ -split "\`t", 2
    if ($word -cnotmatch '\\A[A-Za-z0-9_.:/+-]+\\z') { return }
    if (-not $description) { $description = $word }
    [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $description)
  }
}
`,
};

/** The script that teaches a shell to complete \`halo\`. */
export const completionScript = (shell: Shell): string => scripts[shell];
