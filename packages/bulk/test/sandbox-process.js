/** Serves a tenant whose records a folder keeps, in a process of its own, so that it can be killed: `FOLDER PORT`. Says its address first. */
import { createSandbox } from 'halopsa-sandbox';

const [dataDir = '', port = '0'] = process.argv.slice(2);
const sandbox = createSandbox({ seed: 'empty', dataDir, latencyMs: 5 });
const { url } = await sandbox.serve({ port: Number(port) });
process.stdout.write(`${url}\n`);
