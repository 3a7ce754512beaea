import type { Command } from 'commander';
import { confirm } from '../../../confirm.js';
import { type Context, withContext } from '../../../context.js';
import { namedColumns } from '../../../data/columns.js';
import { fileNameOf } from '../../../files/file-name.js';
import { isRow, type Row } from '../../../output/printer.js';
import { logWrite, watched } from '../../../writes/audit-log.js';
import { parseId } from '../../record-id.js';
import type { VerbSetting } from '../../verb.js';

interface UploadOptions {
  readonly ticketId?: number;
  readonly actionId?: number;
  readonly type?: number;
  readonly uniqueId?: number;
  readonly description?: string;
  readonly forUsers?: true;
  readonly yes?: true;
}

/** `halo attachments upload <file...>`: attaches files to a ticket, an action or another record. */
export function addUpload({ command, resource, host }: VerbSetting): void {
  const id = (text: string): number => Number(parseId(text, 'int', 'id'));
  command
    .argument('<file...>', 'files of this computer')
    .option('--ticket-id <int>', 'attach to this ticket', id)
    .option('--action-id <int>', 'attach to this action', id)
    .option('--type <int>', "Halo's number for the kind of the record that --unique-id names", id)
    .option('--unique-id <int>', 'attach to the record with this id', id)
    .option('--description <text>', 'what the file is')
    .option('--for-users', 'show it to users as well as agents')
    .option('--yes', 'do not ask before several are sent');
  command.action((files: string[], options: UploadOptions, running: Command) =>
    withContext(running, host, async (context) => {
      const question = `Upload ${files.length} files?`;
      if (files.length > 1 && !context.globals.dryRun && !(await confirm(question, options.yes === true, context))) {
        context.note('Nothing was sent.');
        return;
      }
      const made: Row[] = [];
      for (const path of files) made.push(await uploadOne(path, options, context));
      await context.printer.rows(made, namedColumns[resource.attribute]);
    }),
  );
}

async function uploadOne(path: string, options: UploadOptions, context: Context): Promise<Row> {
  const { ticketId, actionId, uniqueId, type, description, forUsers } = options;
  const client = await context.client();
  const name = fileNameOf(path);
  const owner = { ticket_id: ticketId, action_id: actionId, unique_id: uniqueId, type };
  const file = { name, data: path, description, ...owner, ...(forUsers ? { showforusers: true } : {}) };
  const { resource } = client.attachments;
  const entry = { action: 'create', resource: resource.attribute, sent: { filename: name, ...owner } } as const;
  const answer: unknown = await watched(entry, client.attachments.put(file, { signal: context.host.signal }), context);
  const record = isRow(answer) ? { ...answer } : {};
  await logWrite({ ...entry, id: record['id'] as number }, context);
  context.note(`Uploaded ${name} as ${resource.singular} ${String(record['id'] ?? '(Halo gave no id)')}.`);
  return Object.fromEntries(Object.entries(record).filter(([field]) => field !== 'data_base64'));
}
