import type { CommandEntry } from '../core/define-command.js';

const group = (heading: string, entries: readonly CommandEntry[]): CommandEntry[] =>
  entries.map((entry) => ({ ...entry, group: heading }));

/**
 * The commands of ours with their summaries, in the order in which help shows them. The file of each stands where its line
 * says, `bulk/plan.ts` for `halo bulk plan`, and is loaded when the line names it.
 */
export const ownCommands: readonly CommandEntry[] = [
  ...group('Set-up:', [
    {
      name: 'configure',
      summary: 'save the credentials of a tenant',
      load: () => import('./configure.js'),
    },
    {
      name: 'profile',
      summary: 'list, use, show and remove profiles',
      load: () => import('./profile.js'),
      commands: [
        { name: 'list', summary: 'list them', load: () => import('./profile/list.js') },
        { name: 'use', summary: 'use one from now on', load: () => import('./profile/use.js') },
        {
          name: 'show',
          summary: 'show one with the origin of each setting',
          load: () => import('./profile/show.js'),
        },
        { name: 'remove', summary: 'remove one', load: () => import('./profile/remove.js') },
      ],
    },
    {
      name: 'login',
      summary: 'sign in as yourself, by the browser',
      load: () => import('./login.js'),
    },
    { name: 'logout', summary: 'forget the sign-in', load: () => import('./logout.js') },
    {
      name: 'whoami',
      summary: 'show who you are and what you may',
      load: () => import('./whoami.js'),
    },
    {
      name: 'doctor',
      summary: 'check everything between here and the API',
      load: () => import('./doctor.js'),
    },
  ]),
  ...group('Finding things:', [
    { name: 'resources', summary: 'list all topics', load: () => import('./resources.js') },
    {
      name: 'describe',
      summary: 'show the fields and filters of a topic',
      load: () => import('./describe.js'),
    },
    {
      name: 'find',
      summary: 'find operations and fields by a word',
      load: () => import('./find.js'),
    },
    { name: 'search', summary: 'search records of all kinds', load: () => import('./search.js') },
    { name: 'explain', summary: 'explain an error code', load: () => import('./explain.js') },
    {
      name: 'output',
      summary: 'show the options that every command has',
      load: () => import('./output.js'),
    },
  ]),
  ...group('Using the API:', [
    { name: 'api', summary: 'call any operation by its id', load: () => import('./api.js') },
    { name: 'request', summary: 'send any request to the API', load: () => import('./request.js') },
    { name: 'sql', summary: 'run a query as a report', load: () => import('./sql.js') },
    { name: 'open', summary: 'open a record in the browser', load: () => import('./open.js') },
    {
      name: 'bulk',
      summary: 'change many records from a spreadsheet',
      load: () => import('./bulk.js'),
      commands: [
        {
          name: 'plan',
          summary: 'work out a change from a spreadsheet',
          load: () => import('./bulk/plan.js'),
        },
        {
          name: 'show',
          alias: 'results',
          summary: 'page through the rows of a plan and their outcomes',
          load: () => import('./bulk/show.js'),
        },
        { name: 'apply', summary: 'carry out a plan', load: () => import('./bulk/apply.js') },
        {
          name: 'resume',
          summary: 'continue a job that was interrupted',
          load: () => import('./bulk/resume.js'),
        },
        {
          name: 'status',
          summary: 'show where a job stands',
          load: () => import('./bulk/status.js'),
        },
        {
          name: 'payload',
          summary: 'print what a plan would send, as JSON',
          load: () => import('./bulk/payload.js'),
        },
        {
          name: 'list',
          summary: 'list the jobs in a folder',
          load: () => import('./bulk/list.js'),
        },
        {
          name: 'export',
          summary: 'write the rows and their outcomes to files',
          load: () => import('./bulk/export.js'),
        },
        {
          name: 'undo',
          summary: 'write a plan that takes a job back',
          load: () => import('./bulk/undo.js'),
        },
        {
          name: 'map',
          summary: 'make a map file from a captured request',
          load: () => import('./bulk/map.js'),
        },
        {
          name: 'template',
          summary: 'write a spreadsheet to fill in',
          load: () => import('./bulk/template.js'),
        },
        {
          name: 'edit',
          summary: 'write records to a sheet for editing',
          load: () => import('./bulk/edit.js'),
        },
        {
          name: 'import',
          summary: 'bring in several files that refer to each other',
          load: () => import('./bulk/import.js'),
        },
        {
          name: 'retry',
          summary: 'write a plan of the rows that failed',
          load: () => import('./bulk/retry.js'),
        },
      ],
    },
    {
      name: 'connector',
      summary: 'actions for automation platforms',
      load: () => import('./connector.js'),
      commands: [
        { name: 'list', summary: 'list actions', load: () => import('./connector/list.js') },
        {
          name: 'run',
          summary: 'run one action as Swimlane Turbine would',
          load: () => import('./connector/run.js'),
        },
        {
          name: 'export',
          summary: 'write a connector for a platform',
          load: () => import('./connector/export.js'),
        },
        {
          name: 'serve',
          summary: 'serve the actions over HTTP',
          load: () => import('./connector/serve.js'),
        },
        {
          name: 'key',
          summary: 'make a key for a caller of the service',
          load: () => import('./connector/key.js'),
        },
      ],
    },
    {
      name: 'mcp',
      summary: 'serve the tenant to AI assistants (MCP)',
      load: () => import('./mcp.js'),
    },
    {
      name: 'listen',
      summary: 'receive webhooks and hand them on',
      load: () => import('./listen.js'),
      commands: [
        {
          name: 'events',
          summary: 'show the events that are kept',
          load: () => import('./listen/events.js'),
        },
      ],
    },
    {
      name: 'writes',
      summary: 'show what was written from this computer',
      load: () => import('./writes.js'),
    },
    { name: 'undo', summary: 'take back the last write', load: () => import('./undo.js') },
    {
      name: 'alias',
      summary: 'give a line a short name',
      load: () => import('./alias.js'),
      commands: [
        { name: 'set', summary: 'set one', load: () => import('./alias/set.js') },
        { name: 'list', summary: 'list them', load: () => import('./alias/list.js') },
        { name: 'remove', summary: 'remove one', load: () => import('./alias/remove.js') },
      ],
    },
  ]),
  ...group('Trying and learning:', [
    {
      name: 'tutorial',
      summary: 'walk through ten commands in a sandbox',
      load: () => import('./tutorial.js'),
    },
    {
      name: 'sandbox',
      summary: 'run a local Halo server to try things on',
      load: () => import('./sandbox.js'),
      commands: [
        {
          name: 'start',
          summary: 'start it, until Ctrl-C',
          load: () => import('./sandbox/start.js'),
        },
        {
          name: 'status',
          summary: 'show whether it runs',
          load: () => import('./sandbox/status.js'),
        },
        { name: 'stop', summary: 'stop it', load: () => import('./sandbox/stop.js') },
        {
          name: 'reset',
          summary: 'bring it back to its seed',
          load: () => import('./sandbox/reset.js'),
        },
        { name: 'seed', summary: 'fill it anew', load: () => import('./sandbox/seed.js') },
        {
          name: 'logs',
          summary: 'show the requests that it got',
          load: () => import('./sandbox/logs.js'),
        },
        {
          name: 'fault',
          summary: 'make it go wrong',
          load: () => import('./sandbox/fault.js'),
          commands: [
            { name: 'add', summary: 'set a fault', load: () => import('./sandbox/fault/add.js') },
            {
              name: 'list',
              summary: 'show the faults',
              load: () => import('./sandbox/fault/list.js'),
            },
            {
              name: 'clear',
              summary: 'end one fault or all',
              load: () => import('./sandbox/fault/clear.js'),
            },
          ],
        },
        {
          name: 'snapshot',
          summary: 'keep a moment and go back to it',
          load: () => import('./sandbox/snapshot.js'),
          commands: [
            {
              name: 'save',
              summary: 'keep all records under a name',
              load: () => import('./sandbox/snapshot/save.js'),
            },
            {
              name: 'load',
              summary: 'go back to a moment that was kept',
              load: () => import('./sandbox/snapshot/load.js'),
            },
            {
              name: 'diff',
              summary: 'show what has changed since',
              load: () => import('./sandbox/snapshot/diff.js'),
            },
            {
              name: 'remove',
              summary: 'forget a moment',
              load: () => import('./sandbox/snapshot/remove.js'),
            },
            {
              name: 'list',
              summary: 'show what was kept',
              load: () => import('./sandbox/snapshot/list.js'),
            },
          ],
        },
        {
          name: 'import',
          summary: 'fill it from a CSV file',
          load: () => import('./sandbox/import.js'),
        },
        {
          name: 'record',
          summary: 'record a real server, without personal data',
          load: () => import('./sandbox/record.js'),
        },
        {
          name: 'replay',
          summary: 'answer as was recorded',
          load: () => import('./sandbox/replay.js'),
        },
        {
          name: 'parity',
          summary: 'compare the sandbox with a recording',
          load: () => import('./sandbox/parity.js'),
        },
      ],
    },
    {
      name: 'trigger',
      summary: 'make the sandbox send an event',
      load: () => import('./trigger.js'),
    },
    {
      name: 'completion',
      summary: 'complete lines in your shell',
      load: () => import('./completion.js'),
    },
    {
      name: 'reference',
      summary: 'write the manual as Markdown or man pages',
      load: () => import('./reference.js'),
    },
    {
      name: 'update-check',
      summary: 'look for newer versions (off by default)',
      load: () => import('./update-check.js'),
    },
    {
      name: '__complete',
      summary: 'answers a shell',
      hidden: true,
      load: () => import('./complete.js'),
    },
  ]),
];
