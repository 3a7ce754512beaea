import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { Failed } from '../failed.js';
import { ownVersion } from '../own-version.js';
import type { Finding } from '../setup/examine.js';

/** Only who asked for it by `halo update-check on` has npm asked here. */
async function newerVersion({ host }: Context): Promise<Finding[]> {
  const [{ configPath, readConfigFile }, { isNewer, newestVersion }] = await Promise.all([
    import('../config/config-file.js'),
    import('../setup/newest-version.js'),
  ]);
  const { updateCheck } = await readConfigFile(configPath(host)).catch(() => ({
    updateCheck: false,
  }));
  const newest = updateCheck ? await newestVersion(host) : undefined;
  if (newest === undefined || !isNewer(newest, ownVersion())) return [];
  return [
    {
      check: 'update',
      result: 'doubtful',
      found: `version ${newest} is there`,
      advice: 'npm install --global halopsa-cli',
    },
  ];
}

/** `halo doctor`: goes from the configuration to the API step by step, and says of each what it found and what would help. */
export const command: CommandSpec = defineCommand({
  description:
    'Check configuration, network, TLS, time, discovery, token, scopes, API and rate limit, in this order.',
  example: 'halo doctor',
  async run(_, context) {
    const { examine } = await import('../setup/examine.js');
    const findings = [...(await examine(context)), ...(await newerVersion(context))];
    await context.printer.rows(findings, ['check', 'result', 'found', 'advice']);
    const bad = findings.filter(({ result }) => result === 'bad').map(({ check }) => check);
    if (bad.length > 0)
      throw new Failed(
        'cli/unhealthy',
        `Not in order: ${bad.join(', ')}.`,
        'The advice beside each says what to do.',
      );
  },
});
