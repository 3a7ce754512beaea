/** A durable sandbox in a process of its own, which waits to be killed: prints its address when it listens. */
import { createSandbox } from '../../src/index.js';

const [dataDir = ''] = process.argv.slice(2);
const server = await createSandbox({ seed: 'small', dataDir }).serve();
console.log(server.url);
