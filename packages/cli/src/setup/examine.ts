import { stat } from 'node:fs/promises';
import { discoverTenant } from 'halopsa';
import { allOperations } from 'halopsa-catalogue';
import { configPath } from '../config/config-file.js';
import { findSettings } from '../config/resolve-settings.js';
import type { Settings } from '../config/settings.js';
import type { Context } from '../context.js';
import type { Row } from '../output/printer.js';
import { ownVersion } from '../own-version.js';
import { reasonFor } from './try-credentials.js';

/** What one check found. */
export interface Finding extends Row {
  readonly check: string;
  readonly result: 'good' | 'doubtful' | 'bad';
  readonly found: string;
  readonly advice: string;
}

const good = (check: string, found: string): Finding => ({
  check,
  result: 'good',
  found,
  advice: '',
});
const doubtful = (check: string, found: string, advice: string): Finding => ({
  check,
  result: 'doubtful',
  found,
  advice,
});
const bad = (check: string, found: string, advice: string): Finding => ({
  check,
  result: 'bad',
  found,
  advice,
});

const clockToleranceMs = 60_000;

/** Goes from the configuration to the API; what comes after a failure is left out where it cannot work. */
export async function examine(context: Context): Promise<Finding[]> {
  const findings = [
    good(
      'version',
      `halo ${ownVersion()}, node ${process.version}, ${allOperations().length} operations`,
    ),
  ];
  const settings = context.globals.sandbox
    ? (await context.connection()).settings
    : await examineConfiguration(context, findings);
  if (settings?.tenant_url === undefined) return findings;
  if (!context.globals.sandbox && !(await examineNetwork(settings, findings, context)))
    return findings;
  const source = context.globals.sandbox ? 'AuthInfo' : await examineDiscovery(settings, findings);
  if (await examineToken(source, findings, context)) await examineApi(findings, context);
  return findings;
}

async function examineConfiguration(
  { globals, host }: Context,
  findings: Finding[],
): Promise<Settings | undefined> {
  try {
    const { settings, profile, origins } = await findSettings(globals, host);
    const from = [...new Set(Object.values(origins))].join(', ');
    const missing = (['tenant_url', 'client_id', 'client_secret'] as const).filter(
      (name) => settings[name] === undefined,
    );
    if (missing.length === 0)
      findings.push(good('configuration', `profile ${profile}, from ${from}`));
    else
      findings.push(
        bad(
          'configuration',
          `no ${missing.join(', ')} (profile ${profile}, ${configPath(host)})`,
          'Run "halo configure".',
        ),
      );
    if (origins.client_secret === 'command line') {
      findings.push(
        doubtful(
          'secret',
          'given as a flag',
          'Other users of this computer can see it; use HALO_CLIENT_SECRET or "halo configure".',
        ),
      );
    }
    if (origins.client_secret === configPath(host) && (await isReadByOthers(configPath(host)))) {
      findings.push(
        doubtful(
          'secret',
          'in a file that others can read',
          `Run "chmod 600 ${configPath(host)}".`,
        ),
      );
    }
    return settings;
  } catch (error) {
    findings.push(
      bad(
        'configuration',
        (error as Error).message,
        'Correct the file, or remove it and run "halo configure".',
      ),
    );
    return undefined;
  }
}

/** Whether others on this computer may read a file; Windows tells it in another way. */
const isReadByOthers = async (path: string): Promise<boolean> =>
  process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0;

async function examineNetwork(
  settings: Settings,
  findings: Finding[],
  { host }: Context,
): Promise<boolean> {
  const url = settings.tenant_url ?? '';
  const started = performance.now();
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.any([host.signal, AbortSignal.timeout(15_000)]),
    });
    findings.push(
      good(
        'network',
        `${url} answers ${response.status} in ${Math.round(performance.now() - started)} ms`,
      ),
    );
    findings.push(tlsFinding(url));
    examineTime(response.headers.get('date'), findings);
    return true;
  } catch (error) {
    findings.push(unreachable(url, error));
    return false;
  }
}

/** Whether what is sent to this address can be read on the way. */
function tlsFinding(url: string): Finding {
  if (url.startsWith('https:')) return good('tls', 'the certificate is accepted');
  if (/\/\/(localhost|127\.|\[::1\])/.test(url)) return good('tls', 'not needed on this computer');
  return doubtful('tls', 'the address is http', 'Use https, or the secret travels in the clear.');
}

function unreachable(url: string, error: unknown): Finding {
  const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
  return /CERT|TLS|SSL|SELF_SIGNED/.test(cause)
    ? bad('tls', `${url}: ${cause}`, 'Name the certificate of your proxy in NODE_EXTRA_CA_CERTS.')
    : bad('network', `${url}: ${cause}`, 'Check the tenant URL, the network and any proxy.');
}

function examineTime(date: string | null, findings: Finding[]): void {
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return;
  const offset = Date.now() - server;
  if (Math.abs(offset) <= clockToleranceMs) findings.push(good('time', 'the clocks agree'));
  else
    findings.push(
      doubtful(
        'time',
        `this clock is ${Math.round(offset / 1000)} s ${offset > 0 ? 'ahead' : 'behind'}`,
        'Set the clock: tokens hold by the time.',
      ),
    );
}

async function examineDiscovery(settings: Settings, findings: Finding[]): Promise<string> {
  const found = await discoverTenant(settings.tenant_url ?? '', { tenant: settings.tenant });
  if (found.source === 'convention') {
    findings.push(
      doubtful(
        'discovery',
        'neither AuthInfo nor an OpenID document',
        'Check that the address is that of Halo; on a shared host give the tenant name.',
      ),
    );
  } else
    findings.push(
      good(
        'discovery',
        `${found.authUrl} (${found.source}${found.tenant ? `, tenant ${found.tenant}` : ''})`,
      ),
    );
  return found.source;
}

async function examineToken(
  source: string,
  findings: Finding[],
  context: Context,
): Promise<boolean> {
  try {
    const { client, signedIn } = await context.connection();
    const { scope } = await client.signIn({ signal: context.host.signal });
    findings.push(
      good('token', signedIn ? 'a person is signed in' : 'the application is signed in'),
    );
    if (scope === undefined)
      findings.push(
        doubtful(
          'scopes',
          'the server does not name them',
          'The permissions tab of the application shows them.',
        ),
      );
    else findings.push(good('scopes', scope));
    return true;
  } catch (error) {
    findings.push(bad('token', (error as Error).message, reasonFor(error, source)));
    return false;
  }
}

async function examineApi(findings: Finding[], context: Context): Promise<void> {
  const client = await context.client();
  try {
    const identity = await client.whoami({ signal: context.host.signal });
    if (identity.kind === 'unknown')
      findings.push(
        doubtful(
          'api',
          'linked to no agent or user',
          'Some routes need one: choose an agent under "Login as" of the application.',
        ),
      );
    else findings.push(good('api', `${identity.kind} ${identity.name ?? ''} (${identity.id})`));
  } catch (error) {
    findings.push(bad('api', (error as Error).message, 'halo explain <code> tells more.'));
  }
  const { limit, remaining } = client.budget;
  findings.push(
    good(
      'rate limit',
      `${remaining} of ${limit.requests} requests free in ${Math.round(limit.windowMs / 1000)} s`,
    ),
  );
}
