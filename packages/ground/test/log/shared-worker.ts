import { appendFileSync } from 'node:fs';
import { LineLog } from 'halopsa-ground/node';

// Appends records of its own, and notes each that has been appended in a file of its own.
const [, , path, noted, name, rounds, tearing] = process.argv as unknown as string[];
for (let round = 0; round < Number(rounds); round += 1) {
  const record = `${name} ${round} ${'x'.repeat((round * 7919) % 30_000)}`;
  LineLog.appendShared(path!, record);
  appendFileSync(noted!, `${name} ${round}\n`);
  // As a crash in the middle of a write leaves it.
  if (tearing === 'yes' && round % 10 === 9) appendFileSync(path!, '00000400 0badf00d torn');
}
