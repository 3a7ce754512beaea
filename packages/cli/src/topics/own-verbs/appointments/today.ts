import type { HaloClient, Resolution, WireRecord } from 'halopsa';
import { resourceNamed } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { type CommandSpec, defineCommand } from '../../../core/define-command.js';
import { option } from '../../../core/inputs.js';
import { momentsIn, momentsOfQuery } from '../../../flags/moments.js';
import { rowsOf } from '../../../output/answered.js';
import { completeness } from '../../../output/completeness.js';
import { UsageError } from '../../../usage-error.js';

/** `halo appointments today`: what stands in the calendar today, in the zone of the person. */
export const command: CommandSpec = defineCommand({
  description: 'List the appointments of today, in your time zone.',
  options: {
    agent: option('--agent <name>', 'of this agent only (name or id); me is whoever halo acts as'),
    day: option('--day <date>', 'another day: yesterday, monday, 2026-11-29'),
  },
  shared: 'first',
  example: ['halo appointments today', 'halo appointments today --agent me --day 2026-11-30'],
  async run({ agent, day = 'today' }, { client, globals, host, printer, note, noteColours }) {
    const resource = resourceNamed('appointments');
    const period = momentsOfQuery(
      `${resource.attribute}.list`,
      { start_date: day, end_date: day },
      momentsIn(globals),
    );
    const halo = await client();
    const agents = agent === undefined ? {} : { agents: await agentId(halo, agent) };
    const rows = halo
      .resource(resource.attribute)
      .listAll({ ...period, ...agents } as Record<string, string>, { signal: host.signal });
    const shown = await printer.rows(rowsOf(rows), detailsOf(resource.attribute).columns);
    note(noteColours.dim(completeness(shown, shown, false)));
  },
});

/** The id of the agent that a person means; an id is taken as it is. */
async function agentId(halo: HaloClient, text: string): Promise<string> {
  if (/^\d+$/.test(text)) return text;
  if (text.toLowerCase() === 'me') return String((await halo.agents.me()).id);
  const found = await halo.resolve('agents', text);
  if (found.id !== undefined) return String(found.id);
  const { resolutionMessage } = await import('halopsa');
  throw new UsageError(
    `${resolutionMessage('agent', text, found as Resolution<WireRecord>)}. Nothing was changed.`,
    {
      nextStep: 'Give the name as Halo writes it, or the id.',
    },
  );
}
