/** Another process on the same budget file: prints the time at which each request went, or takes all permits and holds them. */
import { fileBudget } from '../../src/node.js';

const [file = '', requests = '', limit = ''] = process.argv.slice(2);
const [most = 1, windowMs = 1] = limit.split('/').map(Number);
const budget = fileBudget(file, { requests: most, windowMs });

if (requests === 'hold') {
  for (let n = 0; n < most; n += 1) await budget.acquire();
  console.log('holding');
  setInterval(() => undefined, 1_000);
} else {
  for (let n = 0; n < Number(requests); n += 1) {
    const permit = await budget.acquire();
    console.log(Date.now());
    permit.release();
  }
  await budget.settled();
}
