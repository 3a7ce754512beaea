/** Codes of errors of the client, and of the bulk engine, which is built on it. */
type HaloCode =
  | 'ambiguous-write'
  | 'api'
  | 'authentication'
  | 'broken-answer'
  | 'bulk-failures'
  | 'bulk-stopped'
  | 'circuit-open'
  | 'connection'
  | 'contract'
  | 'download'
  | 'drift'
  | 'file-store'
  | 'forbidden'
  | 'incomplete-list'
  | 'not-deleted'
  | 'not-found'
  | 'preflight-stored'
  | 'rate-limited'
  | 'report'
  | 'server'
  | 'timeout'
  | 'token'
  | 'too-large'
  | 'unapplied-write'
  | 'upload'
  | 'usage'
  | 'validation'
  | 'wait';

/** Codes of the command line. */
type CliCode =
  | 'changed'
  | 'interrupted'
  | 'not-taken'
  | 'output'
  | 'system'
  | 'unexpected'
  | 'unhealthy'
  | 'update-check'
  | 'usage';

/** Codes of the connector and of its service. */
type ConnectorCode =
  | 'busy'
  | 'deadline'
  | 'encoding'
  | 'forbidden'
  | 'invalid-input'
  | 'method'
  | 'no-such-action'
  | 'rate-limited'
  | 'too-large'
  | 'unauthorised'
  | 'unexpected';

/** Codes of the tools for assistants. */
type McpCode = 'refused';

/** The code of every error that the packages throw; `errorHelp` says what each means. */
export type ErrorCode =
  | `halo/${HaloCode}`
  | `cli/${CliCode}`
  | `connector/${ConnectorCode}`
  | `mcp/${McpCode}`;
