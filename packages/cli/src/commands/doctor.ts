import type { Command } from 'commander';
import { type Context, withContext } from '../context.js';
import { Failed } from '../failed.js';
import type { Host } from '../host.js';
import { ownVersion } from '../own-version.js';
import type { Finding } from '../setup/examine.js';
import { addSharedOptions } from '../shared-options.js';

/** Only who asked for it by `halo update-check on` has npm asked here. */
async function newerVersion({ host }: Context): Promise<Finding[]> {
  const [{ configPath, readConfigFile }, { isNewer, newestVersion }] = await Promise.all([
    import('../config/config-file.js'),
    import('./update-check.js'),
  ]);
  const { updateCheck } = await readConfigFile(configPath(host)).catch(() => ({ updateCheck: false }));
  const newest = updateCheck ? await newestVersion(host) : undefined;
  if (newest === undefined || !isNewer(newest, ownVersion())) return [];
  return [{ check: 'update', result: 'doubtful', found: `version ${newest} is there`, advice: 'npm install --global halopsa-cli' }];
}

/** `halo doctor`: goes from the configuration to the API step by step, and says of each what it found and what would help. */
export function addDoctorCommand(program: Command, host: Host): void {
  const command = program
    .command('doctor')
    .summary('check everything between here and the API')
    .description('Check configuration, network, TLS, time, discovery, token, scopes, API and rate limit, in this order.')
    .addHelpText('after', '\nExample:\n  halo doctor');
  addSharedOptions(command).action((_options: unknown, running: Command) =>
    withContext(running, host, async (context) => {
      const { examine } = await import('../setup/examine.js');
      const findings = [...(await examine(context)), ...(await newerVersion(context))];
      await context.printer.rows(findings, ['check', 'result', 'found', 'advice']);
      const bad = findings.filter(({ result }) => result === 'bad').map(({ check }) => check);
      if (bad.length > 0) throw new Failed('cli/unhealthy', `Not in order: ${bad.join(', ')}.`, 'The advice beside each says what to do.');
    }),
  );
}
