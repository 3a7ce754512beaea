import { appendFile, readFile, writeFile } from 'node:fs/promises';
import type { Exchange, ExchangeSink } from './exchange.js';

/** Begins a recording in a file, one exchange a line, that only its owner can read; rejects with EEXIST where there is one already. */
export async function createRecordingFile(
  path: string,
): Promise<ExchangeSink & { readonly count: () => number }> {
  await writeFile(path, '', { flag: 'wx', mode: 0o600 });
  let count = 0;
  // Answers come at the same time; their lines must not.
  let last: Promise<void> = Promise.resolve();
  return {
    count: () => count,
    add(exchange) {
      count += 1;
      last = last.then(() => appendFile(path, `${JSON.stringify(exchange)}\n`));
      return last;
    },
  };
}

/** Reads a recording; throws a RangeError that names the line which is none. A last line that was cut off is left out. */
export async function readRecording(path: string): Promise<Exchange[]> {
  const lines = (await readFile(path, 'utf8')).split('\n');
  // Every line ends with a break, so that what follows the last one was cut off.
  const whole = lines.slice(0, -1);
  return whole.map((line, index) => {
    try {
      const exchange = JSON.parse(line) as Exchange;
      if (typeof exchange.method === 'string' && typeof exchange.path === 'string') return exchange;
    } catch {
      // Told below, with the line.
    }
    throw new RangeError(`line ${index + 1} is not a recorded exchange`);
  });
}
