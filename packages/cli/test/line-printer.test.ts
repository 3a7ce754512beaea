import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { LinePrinter } from '../src/output/line-printer.js';

describe('rows by the thousand', () => {
  it('wait for a slow reader from the first, and a disk that is full is an error of theirs', async () => {
    const rows = Array.from({ length: 1000 }, (_, id) => ({ id, text: 'x'.repeat(1000) }));
    const format = { heading: () => 'id\n', line: (values: readonly unknown[]) => `${values.join()}\n` };
    let most = 0;
    const slow: Writable = new Writable({
      write: (_chunk, _encoding, done) => {
        most = Math.max(most, slow.writableLength);
        setImmediate(done);
      },
    });
    const printed = { format, columns: undefined, headers: true, preferred: false, note: () => undefined };
    expect(await new LinePrinter({ ...printed, stream: slow }).rows(rows)).toBe(1000);
    expect(most).toBeLessThan(200_000);
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const full = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('full'), { code: 'ENOSPC' })) });
    full.on('error', () => undefined);
    await expect(new LinePrinter({ ...printed, stream: full }).rows(rows)).rejects.toMatchObject({ code: 'ENOSPC' });
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });
});
