import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import { type Explanation, explanations } from '../data/explanations.js';
import { nearest } from '../nearest.js';
import { UsageError } from '../usage-error.js';

/** `halo explain <code>`: what an error code or an exit code means and what helps. */
export const command: CommandSpec = defineCommand({
  description: 'Explain an error code such as halo/token, an HTTP status or an exit code; without one, list them.',
  arguments: { code: argument('[code]', 'for example halo/not-found, 429 or 5') },
  example: 'halo explain halo/incomplete-list',
  async run({ code }, { printer }) {
    if (code === undefined) await printer.rows(explanations, ['code', 'meaning']);
    else await printer.record(explanationOf(code));
  },
});

function explanationOf(code: string): Explanation {
  const wanted = code.toLowerCase();
  const found = explanations.find((known) => known.code === wanted || known.also.includes(wanted));
  if (found) return found;
  const codes = explanations.flatMap((known) => [known.code, ...known.also]);
  const meant = nearest(wanted, codes);
  throw new UsageError(`There is no error code "${code}".${meant ? ` Did you mean "${meant}"?` : ''}`, {
    nextStep: '"halo explain" lists them.',
  });
}
