import { resourceNamed } from 'halopsa-catalogue';
import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { argument, option } from '../../../core/inputs.js';
import { UsageError } from '../../../usage-error.js';
import { createAll } from '../../create.js';
import { parseId } from '../../record-id.js';

/** `halo tickets note <id> <text...>`: adds a note to a ticket, hidden from the user unless the line says otherwise. */
export const command: CommandSpec = defineCommand({
  description: 'Add a note to one ticket. The user does not see it, unless --for-user is given.',
  arguments: {
    id: argument('<id>', 'int id of the ticket'),
    words: argument('<text...>', 'the note'),
  },
  options: {
    forUser: option('--for-user', 'show the note to the user as well'),
    outcome: option('--outcome <name>', 'outcome of the action; default: Private Note'),
  },
  shared: 'first',
  example: [
    'halo tickets note 1234 "Rang back, no answer"',
    'halo tickets note 1234 "Fixed" --for-user --outcome Note --dry-run',
  ],
  async run({ id: text, words, forUser, outcome }, context) {
    const note = words.join(' ').trim();
    if (note === '') throw new UsageError('The note is empty. Nothing was sent.');
    const record = {
      ticket_id: parseId(text, 'int', 'id of the ticket'),
      note,
      outcome: outcome ?? 'Private Note',
      hiddenfromuser: forUser !== true,
    };
    const wanted = { extraFields: undefined, readBack: false };
    await createAll([record], resourceNamed('actions'), wanted, context);
  },
});
