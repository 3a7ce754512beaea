import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument } from '../../core/inputs.js';
import { listenUntilStopped, portOption } from '../../sandbox/listen-until-stopped.js';
import { readExchanges } from '../../sandbox/read-exchanges.js';

/** `halo sandbox replay`: answers as a recording did. */
export const command: CommandSpec = defineCommand({
  description: 'Answer requests as a recording did, until Ctrl-C.',
  arguments: { file: argument('<file>', 'the recording') },
  options: { port: portOption },
  example: 'halo sandbox replay visit.jsonl',
  async run({ file, port }, context) {
    const [{ createReplay }, exchanges] = await Promise.all([
      import('halopsa-sandbox/recording'),
      readExchanges(file),
    ]);
    const tell = (url: string): string =>
      `${exchanges.length} recorded answers at ${url}. Ctrl-C stops it.`;
    await listenUntilStopped(createReplay(exchanges), port, context, tell);
  },
});
