import type { Command } from 'commander';
import type { CommandName, CommandSetting } from '../core/cli.js';
import type { Host } from '../host.js';

type AddCommand = (program: Command, host: Host, setting: CommandSetting) => void | Promise<void>;

/** A command that is no topic of the API. It is loaded when the line names it. */
interface OwnCommand extends CommandName {
  readonly group: string;
  readonly load: () => Promise<AddCommand>;
}

const setUp = 'Set-up:';
const find = 'Finding things:';
const use = 'Using the API:';
const learn = 'Trying and learning:';

/** The commands of ours, in the order in which help shows them. */
export const ownCommands: readonly OwnCommand[] = [
  {
    name: 'configure',
    summary: 'save the credentials of a tenant',
    group: setUp,
    load: async () => (await import('./configure.js')).addConfigureCommand,
  },
  {
    name: 'profile',
    summary: 'list, use, show and remove profiles',
    group: setUp,
    load: async () => (await import('./profile.js')).addProfileCommand,
  },
  {
    name: 'login',
    summary: 'sign in as yourself, by the browser',
    group: setUp,
    load: async () => (await import('./login.js')).addLoginCommand,
  },
  { name: 'logout', summary: 'forget the sign-in', group: setUp, load: async () => (await import('./logout.js')).addLogoutCommand },
  {
    name: 'whoami',
    summary: 'show who you are and what you may',
    group: setUp,
    load: async () => (await import('./whoami.js')).addWhoamiCommand,
  },
  {
    name: 'doctor',
    summary: 'check everything between here and the API',
    group: setUp,
    load: async () => (await import('./doctor.js')).addDoctorCommand,
  },
  { name: 'resources', summary: 'list all topics', group: find, load: async () => (await import('./resources.js')).addResourcesCommand },
  {
    name: 'describe',
    summary: 'show the fields and filters of a topic',
    group: find,
    load: async () => (await import('./describe.js')).addDescribeCommand,
  },
  {
    name: 'find',
    summary: 'find operations and fields by a word',
    group: find,
    load: async () => (await import('./find.js')).addFindCommand,
  },
  { name: 'search', summary: 'search records of all kinds', group: find, load: async () => (await import('./search.js')).addSearchCommand },
  { name: 'explain', summary: 'explain an error code', group: find, load: async () => (await import('./explain.js')).addExplainCommand },
  { name: 'api', summary: 'call any operation by its id', group: use, load: async () => (await import('./api.js')).addApiCommand },
  {
    name: 'request',
    summary: 'send any request to the API',
    group: use,
    load: async () => (await import('./request.js')).addRequestCommand,
  },
  { name: 'sql', summary: 'run a query as a report', group: use, load: async () => (await import('./sql.js')).addSqlCommand },
  { name: 'open', summary: 'open a record in the browser', group: use, load: async () => (await import('./open.js')).addOpenCommand },
  {
    name: 'bulk',
    summary: 'change many records from a spreadsheet',
    group: use,
    load: async () => (await import('./bulk/bulk.js')).addBulkCommand,
  },
  {
    name: 'connector',
    summary: 'actions for automation platforms',
    group: use,
    load: async () => (await import('./connector/connector.js')).addConnectorCommand,
  },
  {
    name: 'mcp',
    summary: 'serve the tenant to AI assistants (MCP)',
    group: use,
    load: async () => (await import('./mcp.js')).addMcpCommand,
  },
  {
    name: 'listen',
    summary: 'receive webhooks and hand them on',
    group: use,
    load: async () => (await import('./listen/listen.js')).addListenCommand,
  },
  {
    name: 'writes',
    summary: 'show what was written from this computer',
    group: use,
    load: async () => (await import('./writes.js')).addWritesCommand,
  },
  { name: 'undo', summary: 'take back the last write', group: use, load: async () => (await import('./undo.js')).addUndoCommand },
  { name: 'alias', summary: 'give a line a short name', group: use, load: async () => (await import('./alias.js')).addAliasCommand },
  {
    name: 'tutorial',
    summary: 'walk through ten commands in a sandbox',
    group: learn,
    load: async () => (await import('./tutorial.js')).addTutorialCommand,
  },
  {
    name: 'sandbox',
    summary: 'run a local Halo server to try things on',
    group: learn,
    load: async () => (await import('./sandbox.js')).addSandboxCommand,
  },
  {
    name: 'trigger',
    summary: 'make the sandbox send an event',
    group: learn,
    load: async () => (await import('./trigger.js')).addTriggerCommand,
  },
  {
    name: 'completion',
    summary: 'complete lines in your shell',
    group: learn,
    load: async () => (await import('./completion.js')).addCompletionCommand,
  },
  {
    name: 'reference',
    summary: 'write the manual as Markdown or man pages',
    group: learn,
    load: async () => (await import('./reference.js')).addReferenceCommand,
  },
  {
    name: 'update-check',
    summary: 'look for newer versions (off by default)',
    group: learn,
    load: async () => (await import('./update-check.js')).addUpdateCheckCommand,
  },
  {
    name: '__complete',
    summary: 'answers a shell',
    group: learn,
    hidden: true,
    load: async () => (await import('./complete.js')).addCompleteCommand,
  },
];
