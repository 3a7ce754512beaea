import { detailsOf } from 'halopsa-catalogue/details';
import { confirm } from '../../../confirm.js';
import type { Context } from '../../../context.js';
import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { fileNameOf } from '../../../files/file-name.js';
import { jsonOf } from '../../../output/answered.js';
import { isRow, type Row } from '../../../output/printer.js';
import { logWrite, watched } from '../../../writes/audit-log.js';
import { parseId } from '../../record-id.js';

const id = (text: string): number => Number(parseId(text, 'int', 'id'));

const options = {
  ticketId: option('--ticket-id <int>', 'attach to this ticket', { parse: id }),
  actionId: option('--action-id <int>', 'attach to this action', { parse: id }),
  type: option('--type <int>', "Halo's number for the kind of the record that --unique-id names", {
    parse: id,
  }),
  uniqueId: option('--unique-id <int>', 'attach to the record with this id', { parse: id }),
  description: option('--description <text>', 'what the file is'),
  forUsers: option('--for-users', 'show it to users as well as agents'),
  yes: option('--yes', 'do not ask before several are sent'),
};

/** `halo attachments upload <file...>`: attaches files to a ticket, an action or another record. */
export const command: CommandSpec = defineCommand({
  description: 'Attach files to a record.',
  arguments: { files: argument('<file...>', 'files of this computer') },
  options,
  shared: 'first',
  example: 'halo attachments upload photo.png --ticket-id 1234 --dry-run',
  run: (given, context) => uploadFiles(given, context),
});

/** What files are attached to, and what is said of them. */
interface Owner {
  readonly ticketId?: number | undefined;
  readonly actionId?: number | undefined;
  readonly type?: number | undefined;
  readonly uniqueId?: number | undefined;
  readonly description?: string | undefined;
  readonly forUsers?: true | undefined;
}

/** Files to attach. */
export interface Upload extends Owner {
  readonly files: readonly string[];
  readonly yes?: true | undefined;
}

/** Attaches files to their owner, several after a question. */
export async function uploadFiles(
  { files, yes, ...owner }: Upload,
  context: Context,
): Promise<void> {
  const names = files.map(fileNameOf).join(', ');
  const question = `Upload ${files.length} files (${names})${ownerText(owner)}?`;
  if (
    files.length > 1 &&
    !context.globals.dryRun &&
    !(await confirm(question, yes === true, context))
  )
    return context.note('Nothing was sent.');
  const made: Row[] = [];
  for (const path of files) made.push(await uploadOne(path, owner, context));
  const { resource } = (await context.client()).attachments;
  await context.printer.rows(made, detailsOf(resource.attribute).columns);
}

/** What files are attached to, in words. */
function ownerText({ ticketId, actionId, uniqueId }: Owner): string {
  if (ticketId !== undefined) return ` to ticket ${ticketId}`;
  if (actionId !== undefined) return ` to action ${actionId}`;
  return uniqueId === undefined ? '' : ` to record ${uniqueId}`;
}

async function uploadOne(path: string, options: Owner, context: Context): Promise<Row> {
  const { ticketId, actionId, uniqueId, type, description, forUsers } = options;
  const client = await context.client();
  const name = fileNameOf(path);
  const owner = { ticket_id: ticketId, action_id: actionId, unique_id: uniqueId, type };
  const file = {
    name,
    data: path,
    description,
    ...owner,
    ...(forUsers ? { showforusers: true } : {}),
  };
  const { resource } = client.attachments;
  const entry = {
    action: 'create',
    resource: resource.attribute,
    sent: { filename: name, ...owner },
  } as const;
  const answer = await watched(
    entry,
    client.attachments.put(file, { signal: context.host.signal }),
    context,
  );
  const value = jsonOf(answer);
  const record = isRow(value) ? value : {};
  await logWrite({ ...entry, id: record['id'] as number }, context);
  context.note(
    `Uploaded ${name} as ${resource.singular} ${String(record['id'] ?? '(Halo gave no id)')}.`,
  );
  return Object.fromEntries(Object.entries(record).filter(([field]) => field !== 'data_base64'));
}
