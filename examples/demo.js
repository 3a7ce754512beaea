/**
 * Shows the toolkit at work on a sandbox of its own: no account, no questions, nothing outside this folder is touched.
 *
 *   npm run demo
 *
 * Each command is printed before its output, as you would type it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const halo = fileURLToPath(new URL('../packages/cli/bin/halo.js', import.meta.url));
const node = process.execPath;

if (!existsSync(new URL('../packages/cli/dist/main.js', import.meta.url))) {
  console.error('The build is missing: run "npm ci" first.');
  process.exit(1);
}

/** Starts `halo sandbox start` and resolves with its process and the HALO_ variables that it prints. */
function startSandbox() {
  const sandbox = spawn(node, [halo, 'sandbox', 'start', '--port', '0', '--seed', 'demo'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    sandbox.once('error', reject);
    sandbox.once('exit', (code) =>
      reject(new Error(`the sandbox ended with exit code ${code} before it was ready`)),
    );
    sandbox.stdout.on('data', (text) => {
      said += text;
      const variables = Object.fromEntries(
        [...said.matchAll(/^export (HALO_\w+)=(.*)\n/gm)].map(([, name, value]) => [name, value]),
      );
      if (variables.HALO_CLIENT_SECRET) resolve({ sandbox, variables });
    });
  });
}

function stop(sandbox) {
  if (sandbox.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    sandbox.removeAllListeners('exit').once('exit', resolve);
    sandbox.kill('SIGINT');
  });
}

const quoted = (word) => (/^[\w./:=@%+-]+$/.test(word) ? word : `'${word}'`);
const heading = (text) => console.log(`\n# ${text}`);

/** Prints a command and its output (the first `lines` of it), and returns what it said. The demo ends where one fails. */
function run(shown, argv, { env, lines = Number.POSITIVE_INFINITY }) {
  console.log(`\n$ ${shown}`);
  const { status, stdout, stderr, error } = spawnSync(node, argv, {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  const output = stdout.trimEnd().split('\n');
  if (stdout) console.log(output.slice(0, lines).join('\n'));
  if (output.length > lines) console.log(`... (${output.length - lines} more lines)`);
  if (stderr) console.log(stderr.trimEnd());
  if (status !== 0) throw error ?? new Error(`the command ended with exit code ${status}`);
  return stdout;
}

function tour(variables) {
  const env = {
    ...process.env,
    NO_COLOR: '1',
    HALO_SCOPE: '',
    HALO_TENANT: '',
    HALO_CONFIG: `${root}examples/no-config.yaml`,
    ...variables,
  };
  const command = (words, lines) =>
    run(['halo', ...words.map(quoted)].join(' '), [halo, ...words], { env, lines });

  heading('Open tickets');
  command(['tickets', 'list', '--open-only', '--limit', '10']);

  heading('A ticket of our own: created, commented on, changed, deleted');
  const created = JSON.parse(
    command(
      [
        'tickets',
        'create',
        '--summary',
        'Server down',
        '--client-id',
        '42',
        '--priority-id',
        '1',
        '--json',
      ],
      6,
    ),
  );
  const id = String(created.id);
  command([
    'actions',
    'create',
    '--ticket-id',
    id,
    '--outcome',
    'Private Note',
    '--note',
    'Restarted the server; watching it.',
  ]);
  command(['actions', 'list', '--ticket-id', id]);
  command(['tickets', 'update', id, '--status-id', '2', '--agent-id', '10']);
  command(['tickets', 'delete', id, '--yes']);

  heading('Every client, with proof that none is missing');
  command(['clients', 'list', '--all'], 8);

  heading('One field of every client, through the SDK (see the script: it is short)');
  command(['clients', 'get', '12'], 5);
  run('node examples/set-client-tax-code.js 1', ['examples/set-client-tax-code.js', '1'], { env });

  heading('What changed: the second run has nothing left to do');
  run('node examples/set-client-tax-code.js 1', ['examples/set-client-tax-code.js', '1'], { env });
  command(['request', 'GET', '/Client/12'], 12);
}

const farewell = `
# Now with your own Halo
1. In Halo: Configuration > Integrations > API > View Applications > New.
   Authentication method "Client ID & Secret", an agent to log in as, and on the
   Permissions tab what the application may do. Copy the client id and the secret.
2. Save them:  npx halo configure
   or set HALO_TENANT_URL, HALO_CLIENT_ID and HALO_CLIENT_SECRET.
3. Try:        npx halo tickets list --open-only
To play on with made-up records:  npx halo sandbox start
All topics: npx halo resources    Help: npx halo --help`;

heading('A Halo server of our own, on a free port');
console.log('\n$ halo sandbox start --port 0 --seed demo');
const { sandbox, variables } = await startSandbox();
process.once('SIGINT', () => stop(sandbox).then(() => process.exit(130)));
try {
  tour(variables);
  await stop(sandbox);
  console.log(farewell);
} catch (error) {
  await stop(sandbox);
  console.error(`\nThe demo stopped: ${error.message}`);
  process.exitCode = 1;
}
