import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';

const columns = [
  'path',
  'resource',
  'mode',
  'state',
  'rows',
  'done',
  'failed',
  'unknown',
  'skipped',
  'waiting',
];

/** `halo bulk list`: the jobs of a folder. Nothing is asked of the tenant. */
export const command: CommandSpec = defineCommand({
  description: 'List the plans (*.plan) in a folder, newest first, with the state of each.',
  arguments: { folder: argument('[folder]', 'folder to look in', { default: '.' }) },
  example: 'halo bulk list',
  async run({ folder }, { printer }) {
    const { listJobs } = await import('halopsa-bulk');
    await printer.rows(
      (await listJobs(folder)).map((job) => ({ ...job })),
      columns,
    );
  },
});
