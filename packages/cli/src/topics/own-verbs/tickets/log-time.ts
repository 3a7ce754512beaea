import { resourceNamed } from 'halopsa-catalogue';
import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { UsageError } from '../../../usage-error.js';
import { createAll } from '../../create.js';
import { parseId } from '../../record-id.js';

/** `halo tickets log-time <id> <time>`: books time on a ticket. */
export const command: CommandSpec = defineCommand({
  description: 'Book time on one ticket.',
  arguments: {
    id: argument('<id>', 'int id of the ticket'),
    time: argument('<time>', 'such as 30m, 1h30m, 1:30, or hours as 1.5'),
  },
  options: {
    note: option('--note <text>', 'what was done'),
    outcome: option('--outcome <name>', 'outcome of the action; default: Time Entry'),
  },
  shared: 'first',
  example: [
    'halo tickets log-time 1234 30m --note "Replaced the toner"',
    'halo tickets log-time 1234 1h30m --note "On site" --dry-run',
  ],
  async run({ id: text, time, note, outcome }, context) {
    const record = {
      ticket_id: parseId(text, 'int', 'id of the ticket'),
      timetaken: hoursOf(time),
      note: note ?? 'Time booked',
      outcome: outcome ?? 'Time Entry',
      hiddenfromuser: true,
    };
    const wanted = { extraFields: undefined, readBack: false };
    await createAll([record], resourceNamed('actions'), wanted, context);
  },
});

const spans =
  /^(?:(?<hours>\d+(?:\.\d+)?)h)?(?:(?<minutes>\d+)m)?$|^(?<clock>\d+):(?<rest>[0-5]\d)$|^(?<plain>\d+(?:\.\d+)?)$/i;

/** The hours that a person means: Halo takes hours. Throws a UsageError for anything else. */
export function hoursOf(text: string): number {
  const found = text.trim() === '' ? undefined : spans.exec(text.trim())?.groups;
  if (!found) throw wrongTime(text);
  const { hours = '0', minutes = '0', clock, rest = '0', plain } = found;
  const inHours =
    plain === undefined
      ? Number(clock ?? hours) + Number(clock ? rest : minutes) / 60
      : Number(plain);
  if (inHours <= 0 || inHours > 1000) throw wrongTime(text);
  return Math.round(inHours * 10_000) / 10_000;
}

const wrongTime = (text: string): UsageError =>
  new UsageError(
    `The time has to be such as 30m, 1h30m, 1:30 or 1.5 (hours), and it is "${text}". Nothing was sent.`,
  );
