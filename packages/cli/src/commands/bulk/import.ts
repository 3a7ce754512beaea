import type { ApplyResult, ImportStatus } from 'halopsa-bulk';
import { commandWord } from 'halopsa-ground';
import { confirmByTyping } from '../../bulk/confirm-by-typing.js';
import { backupLines, resultLine } from '../../bulk/run-job.js';
import { runOptions } from '../../bulk/run-options.js';
import { openTenant, watchRows } from '../../bulk/tenant.js';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, type InputOf, option } from '../../core/inputs.js';
import { Interrupted } from '../../interrupted.js';

const columns = [
  'file',
  'resource',
  'state',
  'rows',
  'done',
  'failed',
  'unknown',
  'skipped',
  'waiting',
];

const options = {
  status: option('--status', 'show where each file stands, and send nothing'),
  undo: option('--undo', 'take the import back, children before parents'),
  yes: option('--yes', 'do not ask for confirmation'),
  skipErrors: option(
    '--skip-errors',
    'leave out rows that have errors, and go on although rows fail',
  ),
  ...runOptions,
};

/** `halo bulk import`: several files that refer to each other. */
export const command: CommandSpec = defineCommand({
  description:
    'Bring in the files of a folder as its import.yaml says, parents before children: each file gets a plan of its own once its parents are there. Run it again to continue where it stopped.',
  arguments: { folder: argument('<folder>', 'folder with import.yaml and the files') },
  options,
  example: 'halo bulk import migration/',
  run: ({ folder, ...given }, context) => runImport(folder, given, context),
});

type Options = InputOf<typeof options>;

async function runImport(folder: string, options: Options, context: Context): Promise<void> {
  const { importFolder, importStatus, undoImport } = await import('halopsa-bulk');
  if (options.status) return printStatus(await importStatus(folder), context);
  const tenant = await openTenant(context);
  const watch = watchFiles(options, context);
  const { verify, force, skipErrors, maxFailures } = options;
  const settings = { verify, force, skipErrors, maxFailures, zone: context.globals.zone, ...watch };
  try {
    if (options.undo) await undoImport(folder, tenant, settings);
    else await printStatus(await importFolder(folder, tenant, settings), context);
  } catch (error) {
    const again = `halo bulk import ${commandWord(folder)}${options.undo ? ' --undo' : ''}`;
    if (context.host.signal.aborted)
      throw new Interrupted(`Stopped. What was done is noted: "${again}" goes on with the rest.`);
    throw error;
  } finally {
    watch.end();
  }
}

async function printStatus(files: readonly ImportStatus[], { printer }: Context): Promise<void> {
  await printer.rows(
    files.map((file) => ({ ...file })),
    columns,
  );
}

/** Asks before each plan, and shows a bar for each. */
function watchFiles(options: Options, context: Context) {
  let progress: Awaited<ReturnType<typeof watchRows>> | undefined;
  const end = (): void => {
    progress?.end();
    progress = undefined;
  };
  return {
    end,
    onPlan: async (path: string, file: string): Promise<void> => {
      const { checkPlan } = await import('halopsa-bulk');
      const plan = await checkPlan(path);
      const { counts, rows } = plan.footer;
      context.note(
        `${file}: ${rows} rows, ${counts.create} to create, ${counts.update} to update, ${counts.delete} to delete.`,
      );
      await confirmByTyping(plan, options.yes === true, context);
      progress = await watchRows(plan, context);
    },
    onProgress: (rows: number): void => progress?.add(rows),
    onFile: (file: string, result: ApplyResult): void => {
      end();
      for (const line of [resultLine(result), ...backupLines(result)])
        context.note(`${file}: ${line}`);
    },
  };
}
