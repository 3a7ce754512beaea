import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../../src/lock/file-lock.js';
import { lifeOf, ownIdentity, type ProcessIdentity } from '../../src/lock/process-identity.js';

// Takes the lock again and again; two processes inside at once are a violation. Every other turn ends as a death does: the lock
// stays, with an owner that is dead, for all the others to pounce on.
const [folder = '', deadPid = '', rounds = ''] = process.argv.slice(2);
const path = join(folder, 'lock');
const inside = join(folder, 'inside');
const count = join(folder, 'count');
const own = ownIdentity();
const lock = new FileLock(path, own);

function enter(): void {
  if (existsSync(inside)) {
    const other = JSON.parse(readFileSync(inside, 'utf8')) as ProcessIdentity;
    if (lifeOf(other, own) !== 'dead') throw new Error(`two owners: ${other.pid} and ${own.pid}`);
  }
  writeFileSync(`${inside}.${own.pid}`, JSON.stringify(own));
  renameSync(`${inside}.${own.pid}`, inside);
}

function leave(): void {
  const found = existsSync(inside) ? (JSON.parse(readFileSync(inside, 'utf8')) as ProcessIdentity).pid : 'nobody';
  if (found !== own.pid) throw new Error(`two owners: ${own.pid} finds ${found} inside`);
  rmSync(inside);
}

function dieHolding(): void {
  const draft = join(folder, `death-of-${own.pid}`);
  const token = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  writeFileSync(draft, JSON.stringify({ ...own, token, pid: Number(deadPid) }));
  renameSync(draft, path);
}

const read = (): number => Number(existsSync(count) ? readFileSync(count, 'utf8') : 0);
let turns = 0;
for (let done = 0; done < Number(rounds); ) {
  const held = await lock.take({ patienceMs: 60_000 });
  enter();
  done = read() + 1;
  if (turns % 5 === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
  writeFileSync(`${count}.${own.pid}`, String(done));
  renameSync(`${count}.${own.pid}`, count);
  leave();
  turns += 1;
  if (turns % 2 === 0) dieHolding();
  held.release();
}
console.log(turns);
