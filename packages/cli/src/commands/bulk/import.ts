import type { Command } from 'commander';
import type { ApplyResult, ImportStatus } from 'halopsa-bulk';
import { commandWord } from 'halopsa-ground';
import { type Context, withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { Interrupted } from '../../interrupted.js';
import { addRunOptions, backupLines, confirmByTyping, type RunFlags, resultLine } from './apply.js';
import { openTenant, watchRows } from './tenant.js';

interface Options extends RunFlags {
  readonly status?: true;
  readonly undo?: true;
}

const columns = ['file', 'resource', 'state', 'rows', 'done', 'failed', 'unknown', 'skipped', 'waiting'];

/** `halo bulk import`: several files that refer to each other. */
export function addImport(bulk: Command, host: Host): void {
  const command = bulk
    .command('import')
    .summary('bring in several files that refer to each other')
    .description(
      'Bring in the files of a folder as its import.yaml says, parents before children: each file gets a plan of its own once its parents are there. Run it again to continue where it stopped.',
    )
    .argument('<folder>', 'folder with import.yaml and the files')
    .option('--status', 'show where each file stands, and send nothing')
    .option('--undo', 'take the import back, children before parents')
    .option('--yes', 'do not ask for confirmation')
    .option('--skip-errors', 'leave out rows that have errors, and go on although rows fail')
    .addHelpText('after', '\nExample:\n  halo bulk import migration/');
  addRunOptions(command).action((folder: string, options: Options, running: Command) =>
    withContext(running, host, (context) => runImport(folder, options, context)),
  );
}

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
    if (context.host.signal.aborted) throw new Interrupted(`Stopped. What was done is noted: "${again}" goes on with the rest.`);
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
      context.note(`${file}: ${rows} rows, ${counts.create} to create, ${counts.update} to update, ${counts.delete} to delete.`);
      await confirmByTyping(plan, options, context);
      progress = await watchRows(plan, context);
    },
    onProgress: (rows: number): void => progress?.add(rows),
    onFile: (file: string, result: ApplyResult): void => {
      end();
      for (const line of [resultLine(result), ...backupLines(result)]) context.note(`${file}: ${line}`);
    },
  };
}
