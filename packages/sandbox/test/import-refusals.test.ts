import { describe, expect, it } from 'vitest';
import { type ImportMap, type ImportTarget, importRecords } from '../src/import.js';
import type { HaloRecord } from '../src/store/port.js';
import { signIn } from './signed-in.js';

const map: ImportMap = { resource: 'categories', fields: { value: { column: 'Category' }, type_id: { value: 1 } } } as never;

async function* chunks(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

/** Imports into a sandbox, as "halo sandbox import" does, and gives what was stored. */
async function imported(csv: string, to: ImportMap = map): Promise<{ stored: HaloRecord[]; outcome: unknown }> {
  const { sandbox } = await signIn({ seed: 'empty' });
  const stored: HaloRecord[] = [];
  const target: ImportTarget = {
    records: async (resource) => sandbox.control.records(resource),
    put: async (resource, record) => {
      const one = await sandbox.control.put(resource, record);
      stored.push(one);
      return one;
    },
  };
  const outcome = await importRecords(chunks(csv), to, target).catch((error: unknown) => error);
  return { stored, outcome };
}

describe('an import is refused', () => {
  it('before anything is stored where a column is not there or comes twice', async () => {
    const lacking = await imported('Name\nHardware\n');
    expect([lacking.stored, lacking.outcome]).toEqual([
      [],
      new RangeError('the file has no column "Category" for the field value; it has Name'),
    ]);
    const twice = await imported('Category,Category\nHardware,Software\n');
    expect([twice.stored, twice.outcome]).toEqual([
      [],
      new RangeError('the file has the column "Category" twice, and which of them the field value means is not known'),
    ]);
  });

  it('at a quote that is never closed, with the line where it may be, and keeps the rows before it', async () => {
    const { stored, outcome } = await imported('Category\nHardware\n"Soft\nware"\n"Net\nwork\nPrinters\n');
    expect(stored.map(({ value }) => value)).toEqual(['Hardware', 'Soft\nware']);
    expect((outcome as Error).message).toBe(
      'a quote that is opened in line 5 or below is never closed. The rows before it were stored. Close it, or write it twice where it is part of the text.',
    );
  });

  it('at a quote that closes within a cell, and at a row with more cells than the heading', async () => {
    const quote = await imported('Category\nHardware\n"Soft"ware\n');
    expect([quote.stored.length, (quote.outcome as Error).message]).toEqual([
      1,
      expect.stringMatching(/^the file is not CSV below line 2: .*The rows before it were stored\.$/),
    ]);
    const wide = await imported('Category\nHardware\nSoftware,1\n');
    expect([wide.stored.length, (wide.outcome as Error).message]).toEqual([
      1,
      expect.stringMatching(/^the file is not CSV below line 2: /),
    ]);
  });

  it('at a NUL character, which files in UTF-16 hold', async () => {
    const { stored, outcome } = await imported('Category\nHardware\nSoft\0ware\n');
    expect([stored.length, (outcome as Error).message]).toEqual([
      1,
      'line 3 holds a NUL character, as files in UTF-16 do. The rows before it were stored. Save the file as UTF-8.',
    ]);
  });
});

describe('a row that is refused', () => {
  it('is reported in the words of the server, whichever form they have, and the others are stored', async () => {
    const blank = await imported('Category\nHardware\n" "\n');
    expect([blank.stored.length, blank.outcome]).toEqual([
      1,
      { stored: 1, created: 0, problems: [{ line: 3, message: 'Category must not be blank' }] },
    ]);
    const unnamed = await imported('Name,Mail\nPat,a@example.com\n,b@example.com\n', {
      resource: 'agents',
      fields: { name: { column: 'Name' }, email: { column: 'Mail' } },
    });
    expect(unnamed.outcome).toEqual({ stored: 1, created: 0, problems: [{ line: 3, message: 'Name must be entered' }] });
    const typed = await imported('Name,Kind\nA,x\n', {
      resource: 'statuses',
      fields: { name: { column: 'Name' }, type: { column: 'Kind' } },
    });
    expect(typed.outcome).toMatchObject({
      problems: [{ line: 2, message: expect.stringMatching(/^Could not convert string to integer: x\./) }],
    });
  });
});
