import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { safeFileName } from '../../src/attachments/safe-file-name.js';
import { writeNew } from '../../src/node/files.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halo-save-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function* parts(count: number, onPart: (n: number) => void = () => undefined): AsyncGenerator<Uint8Array> {
  for (let n = 0; n < count; n += 1) {
    onPart(n);
    yield new Uint8Array([n]);
  }
}

describe('a file that is saved', () => {
  it('appears under its name only when it is whole, beside what is there', async () => {
    writeFileSync(join(folder, 'a.txt'), 'mine');
    const path = await writeNew(
      folder,
      'a.txt',
      parts(3, () => expect(readdirSync(folder)).not.toContain('a (2).txt')),
    );
    expect([path, [...readFileSync(path)], readdirSync(folder).sort()]).toEqual([
      join(folder, 'a (2).txt'),
      [0, 1, 2],
      ['a (2).txt', 'a.txt'],
    ]);
  });

  it('leaves nothing when its stream breaks off', async () => {
    const broken = parts(3, (n) => {
      if (n === 2) throw new Error('broke off');
    });
    await expect(writeNew(folder, 'a.txt', broken)).rejects.toThrow('broke off');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is given its name once, by however many at a time', async () => {
    const paths = await Promise.all(Array.from({ length: 10 }, () => writeNew(folder, 'a.txt', parts(2))));
    expect(new Set(paths).size).toBe(10);
    expect(readdirSync(folder)).toHaveLength(10);
  });
});

describe('a name that is too long for a file system', () => {
  it.each([
    ['letters', `${'a'.repeat(400)}.pdf`],
    ['umlauts', `${'ü'.repeat(200)}.pdf`],
    ['emoji', `${'👩‍🔧'.repeat(60)}.pdf`],
    ['signs of two units', `x${'𝒳'.repeat(150)}.pdf`],
  ])('of %s is shortened, with its extension and whole characters', async (_, name) => {
    const safe = safeFileName(name, 'fallback');
    expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(240);
    expect(safe).toMatch(/\.pdf$/);
    expect(safe).not.toContain('\ufffd');
    expect(name.startsWith(safe.slice(0, -4))).toBe(true);
    expect((await writeNew(folder, safe, parts(1))).endsWith(safe)).toBe(true);
    expect((await writeNew(folder, safe, parts(1))).endsWith(' (2).pdf')).toBe(true);
  });
});
