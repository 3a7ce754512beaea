import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventQueue, receiveWebhooks } from 'halopsa-connector';

/**
 * A receiver in a process of its own, to be killed: `node receiver-process.js <folder> <port>`. Its handler keeps
 * a record of the keys that it has done, one to a line, as a database with a unique key would.
 */
const [, , folder = '', port = '0'] = process.argv;
const record = join(folder, 'handled');
const done = new Set(existsSync(record) ? readFileSync(record, 'utf8').split('\n') : []);

const queue = await EventQueue.open(join(folder, 'queue'));
const server = await receiveWebhooks({ queue, port: Number(port) });
process.stdout.write(`${server.port}\n`);
await queue.run(({ key }) => {
  if (done.has(key)) return;
  appendFileSync(record, `${key}\n`);
  done.add(key);
}, new AbortController().signal);
