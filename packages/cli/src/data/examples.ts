/** Worked lines by attribute and verb; each runs against the demo seed as it stands. */
export const examples: Readonly<Record<string, string>> = {
  'tickets list':
    'halo tickets list --client Acme --agent me --open-only --columns id,summary,agent_name --sort -id',
  'tickets get': 'halo tickets get 1234 --json --query "{summary: summary, client: client_name}"',
  'tickets create':
    'halo tickets create --summary "Server down" --client Acme --agent "Tara Underwood" --priority Critical',
  'tickets update':
    'halo tickets update 1234 --status "On Hold" --agent me --if-unchanged status_id=1 --dry-run',
  'tickets delete': 'halo tickets delete 1234 --yes --dry-run',
  'tickets add-action': 'halo tickets add-action 1234 --outcome Note --note "Rang back"',
  'actions list': 'halo actions list --ticket-id 1234',
  'clients list': 'halo clients list --search "Acme" --output csv --columns id,name',
  'clients create': 'halo clients create --name "New Client"',
  'users list': 'halo users list --client Acme --template "{{name}} <{{emailaddress}}>"',
  'agents list': 'halo agents list --output yaml',
  'assets list': 'halo assets list --client Acme --output markdown',
};
