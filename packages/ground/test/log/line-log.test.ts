import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { LineLog } from 'halopsa-ground/node';
import { propertyRuns } from 'halopsa-testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// A file system in memory where there is one: these tests flip bits by the thousand, and each opening flushes the file to its disk.
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(root, 'halo-log-'));
  path = join(folder, 'log');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Opens the log and reads what is in it. */
function read(): { texts: string[]; log: LineLog } {
  const texts: string[] = [];
  const log = LineLog.open(path, (text) => void texts.push(text));
  return { texts, log };
}

function write(texts: readonly string[]): Buffer {
  rmSync(path, { force: true });
  rmSync(`${path}.damaged`, { force: true });
  const { log } = read();
  for (const text of texts) log.append([text]);
  log.close();
  return readFileSync(path);
}

const record = fc.oneof(
  fc.json({ maxDepth: 2 }),
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  // What could be taken for the head of a record.
  fc.constant('"0000000a 0badf00d 0123456789"'),
);

describe('a log of lines', () => {
  it('loses one record at most to one flipped bit, reports it, and keeps what was there', () => {
    const runs = propertyRuns(300, 20_000);
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(7), (texts, where, bit) => {
        const whole = write(texts);
        const at = where % whole.length;
        const damaged = Buffer.from(whole);
        damaged[at]! ^= 1 << bit;
        writeFileSync(path, damaged);
        const struck = whole.subarray(0, at).filter((byte) => byte === 10).length;
        const { texts: found, log } = read();
        const others = texts.filter((_, index) => index !== struck);
        expect([texts, others]).toContainEqual(found);
        // The break of the last line alone may be gone without a word: the record in front of it is whole.
        expect(log.damage?.lines ?? 0).toBeGreaterThanOrEqual(1);
        if (found.length === others.length) expect(readFileSync(log.damage!.keptIn!).length).toBeGreaterThan(0);
        log.append(['"after"']);
        log.close();
        const again = read();
        expect(again.texts).toEqual([...found, '"after"']);
        expect(again.log.damage).toBeUndefined();
        again.log.close();
      }),
      runs,
    );
  }, 600_000);

  it('keeps every record before the place where a crash has cut it, and reports no damage', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), fc.nat(), (texts, where) => {
        const whole = write(texts);
        truncateSync(path, where % (whole.length + 1));
        const left = whole.subarray(0, where % (whole.length + 1)).filter((byte) => byte === 10).length;
        const { texts: found, log } = read();
        expect(found).toEqual(texts.slice(0, left));
        expect(log.damage).toBeUndefined();
        log.append(['1']);
        log.close();
        expect(read().texts).toEqual([...texts.slice(0, left), '1']);
      }),
      propertyRuns(100, 5_000),
    );
  }, 600_000);

  it('is read while it is at work elsewhere, without a change', () => {
    expect(LineLog.read(path, () => undefined)).toBeUndefined();
    const whole = write(['[1]', '[2]', '[3]']);
    const damaged = Buffer.concat([whole, Buffer.from('0000ffff 0badf00d [4')]);
    damaged[30]! ^= 1;
    writeFileSync(path, damaged);
    const texts: string[] = [];
    expect(LineLog.read(path, (text) => void texts.push(text))).toMatchObject({ lines: 1, keptIn: undefined });
    expect(texts).toEqual(['[1]', '[3]']);
    expect(readFileSync(path)).toEqual(damaged);
    expect(existsSync(`${path}.damaged`)).toBe(false);
  });

  it('reads the lines of earlier versions', () => {
    const older = (text: string): string => `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
    writeFileSync(path, `${older('[1]')}${older('[2]').replace('2', '3')}${older('[4]')}${older('[5]').slice(0, -2)}`);
    const { texts, log } = read();
    expect({ texts, lines: log.damage?.lines }).toEqual({ texts: ['[1]', '[4]'], lines: 1 });
    log.append(['[6]']);
    log.close();
    expect(read().texts).toEqual(['[1]', '[4]', '[6]']);
  });

  it('takes a failed write back, and heals', async () => {
    const fs = process.getBuiltinModule('node:fs');
    const { log } = read();
    log.append(['1']);
    const real = fs.writeSync.bind(fs) as (file: number, bytes: Uint8Array, offset: number, length: number, at?: number) => number;
    let room = 9;
    const full = vi.spyOn(fs, 'writeSync').mockImplementation(((
      file: number,
      bytes: Uint8Array,
      offset: number,
      length: number,
      at: number,
    ) => {
      if (room === 0) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
      const taken = real(file, bytes, offset, Math.min(room, length), at);
      room -= taken;
      return taken;
    }) as typeof fs.writeSync);
    expect(() => log.append(['2', '3'])).toThrow('ENOSPC');
    await expect(log.appendFlushed(['2'])).rejects.toThrow('ENOSPC');
    expect(() => log.replace(['9'])).toThrow('ENOSPC');
    full.mockRestore();
    const [place] = await log.appendFlushed(['4']);
    expect(log.read(place!)).toBe('4');
    log.close();
    expect(existsSync(`${path}.draft`)).toBe(false);
    expect(read().texts).toEqual(['1', '4']);
  });

  it('reads on where damaged lines cannot be put aside, and leaves them in the log', () => {
    const whole = write(['1', '2', '3']);
    whole[25]! ^= 4;
    writeFileSync(path, whole);
    vi.spyOn(process.getBuiltinModule('node:fs'), 'writeSync').mockReturnValue(0);
    const { texts, log } = read();
    expect({ texts, damage: log.damage }).toEqual({ texts: ['1', '3'], damage: { lines: 1, bytes: 20, keptIn: undefined } });
    log.close();
    expect(readFileSync(path)).toEqual(whole);
  });

  it('is replaced whole, and its places hold', () => {
    const { log } = read();
    log.append(['1', '2', '3']);
    const places = log.replace(['"a"', '"b"']);
    expect(places.map((place) => log.read(place))).toEqual(['"a"', '"b"']);
    log.append(['"c"']);
    log.close();
    expect(read().texts).toEqual(['"a"', '"b"', '"c"']);
  });
});
