import type { SeedSize } from 'halopsa-sandbox';
import type { Context } from '../../context.js';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, choice } from '../../core/inputs.js';
import { readExchanges } from '../../sandbox/read-exchanges.js';
import { sizes } from '../../sandbox/server-address.js';

/** `halo sandbox parity`: where the sandbox answers otherwise than a recording. */
export const command: CommandSpec = defineCommand({
  description: 'Ask the sandbox what was recorded and list where its answers have another shape.',
  arguments: { file: argument('<file>', 'the recording') },
  options: { seed: choice('--seed <size>', 'what the sandbox holds', sizes, { default: 'small' }) },
  example: 'halo sandbox parity visit.jsonl',
  run: ({ file, seed }, context) => compare(file, seed, context),
});

async function compare(file: string, seed: SeedSize, { printer, note }: Context): Promise<void> {
  const { compareRecording } = await import('halopsa-sandbox/recording');
  const { compared, skipped, differences } = await compareRecording(await readExchanges(file), {
    seed,
  });
  await printer.rows(
    differences.map((difference) => ({ ...difference })),
    ['behaviour', 'operation', 'place', 'recorded', 'sandbox'],
  );
  note(
    `${differences.length} differences in ${compared} reads; ${skipped} exchanges say nothing here.`,
  );
}
