/** A sandbox with so many clients and a latency of 100 ms; prints where it is and the first and last id, and runs until it is killed. */
import { createSandbox } from 'halopsa-sandbox';

const sandbox = createSandbox({ seed: 'empty', latencyMs: 100 });
const count = Number(process.argv[2]);
const ids = Array.from({ length: count }, (_, at) =>
  Number(sandbox.control.put('clients', { name: `Client ${at}`, item_tax_code: 2 }).id),
);
const { url } = await sandbox.serve();
console.log(JSON.stringify({ url, ids: [ids[0], ids.at(-1)] }));
