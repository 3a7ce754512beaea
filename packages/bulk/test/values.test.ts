import fc from 'fast-check';
import { createPlan, joinMappings, type Mapping, openSource, type PlanRequest, type PlanResult, whyText } from 'halopsa-bulk';
import { propertyRuns } from 'halopsa-testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFormat } from '../src/mapping/date-format.js';
import { dateReader } from '../src/mapping/read-date.js';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
let number = 0;

beforeAll(async () => {
  workshop = await openWorkshop({ seed: 'small' });
});

afterAll(() => workshop[Symbol.asyncDispose]());

async function plan(text: string, mapping: Mapping = {}, more: Partial<PlanRequest> = {}): Promise<PlanResult> {
  number += 1;
  const source = await openSource(workshop.file(`rows-${number}.csv`, text));
  return createPlan({
    resource: 'tickets',
    mode: 'create',
    source,
    mapping,
    out: workshop.path(`${number}.plan`),
    tenant: workshop.tenant,
    checkForms: false,
    ...more,
  });
}

/** What each row would set, or why it is refused. */
const rows = async (...given: Parameters<typeof plan>): Promise<unknown[]> =>
  (await plan(...given)).sample.map(({ message, set, ...why }) => (message === undefined ? set : whyText({ message, ...why })));

const place = { file: 'x.csv', column: 'when' };
const read = (format: string | undefined, text: string, zone?: string): string => {
  const value = dateReader({ format, zone, place })(text);
  return typeof value === 'string' ? value : whyText(value);
};

describe('dates', () => {
  test.each([
    ['dd/MM/yyyy HH:mm', '05/03/2026 10:04', '2026-03-05T10:04:00'],
    ['dd/MM/yyyy HH:mm', '11/07/2026 09:12', '2026-07-11T09:12:00'],
    ['M/d/yyyy h:mm a', '3/4/2026 2:30 PM', '2026-03-04T14:30:00'],
    ['M/d/yyyy h:mm tt', '12/31/2026 12:05 a.m.', '2026-12-31T00:05:00'],
    ['M/d/yyyy h:mm a', '3/4/2026 12:30\u202fPM', '2026-03-04T12:30:00'],
    ['d MMM yyyy', '5 Mar 2026', '2026-03-05T00:00:00'],
    ['d. MMMM yyyy', '5. März 2026', '2026-03-05T00:00:00'],
    ['d MMMM yyyy', '5 août 2026', '2026-08-05T00:00:00'],
    ['EEE, d MMM yyyy HH:mm:ss X', 'Thu, 05 Mar 2026 10:04:05 +0100', '2026-03-05T09:04:05'],
    ['yyyyMMdd', '20260305', '2026-03-05T00:00:00'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSS", '2026-03-05T10:04:05.120', '2026-03-05T10:04:05.12'],
    ['d/M/yy', '4/5/26', '2026-05-04T00:00:00'],
    ['d/M/yy', '4/5/91', '1991-05-04T00:00:00'],
    ['d/M/yyyy H:mm', '4/5/2026', '2026-05-04T00:00:00'],
    [undefined, '2026-03-05T10:04:05.537', '2026-03-05T10:04:05.537'],
    [undefined, '2026-03-05 10:04 +02:00', '2026-03-05T08:04:00'],
  ])('%s: %s is %s', (format, text, expected) => expect(read(format, text)).toBe(expected));

  test.each([
    ['d/M/yyyy H:mm', '30/2/2026 1:00', 'is a date that does not exist'],
    ['M/d/yyyy h:mm a', '3/4/2026 13:30 PM', 'is a time that does not exist'],
    ['M/d/yyyy h:mm a', '3/4/2026 0:30 AM', 'is a time that does not exist'],
    ['d MMM yyyy', '5 lis 2026', 'is not the name of a month in any language known here'],
    [undefined, '4/15/91', 'for example with mapping.date: "M/d/yy"'],
    [undefined, '3/4/2026 2:30 PM', 'mapping.date: "d/M/yyyy h:mm a" or mapping.date: "M/d/yyyy h:mm a"'],
    [undefined, '12/31/2026 12:05:09 AM', 'mapping.date: "M/d/yyyy h:mm:ss a"'],
    [undefined, '31.12.2026 17:05', 'mapping.date: "d.M.yyyy H:mm"'],
    [undefined, '31.12.26', 'mapping.date: "d.M.yy"'],
    [undefined, '2026/12/31', 'mapping.date: "yyyy/M/d"'],
    [undefined, '31-Dec-2026', 'mapping.date: "d-MMM-yyyy"'],
    [undefined, 'Mar 5, 2026', 'mapping.date: "MMM d, yyyy"'],
    [undefined, 'Thu, 5 Mar 2026 10:04:01 GMT', 'mapping.date: "EEE, d MMM yyyy H:mm:ss z"'],
    [undefined, '05/13/2026T10:04:01.123+01:00', 'mapping.date: "M/d/yyyyTH:mm:ss.SSSXXX"'],
    [undefined, 'soon', 'declare a form other than 2026-11-30 with mapping.date'],
  ])('%s: %s %s', (format, text, expected) => expect(read(format, text)).toContain(expected));

  test.each([
    ['d/m/yyyy H:MM', 'M is the month'],
    ['d/m/yyyy', 'no month is there: M is the month'],
    ['dd/MM/yyyy HH:MM', '"MM" stands for a month'],
    ['dd/mm/yyyy HH:mm', 'stands for a minute'],
    ['d/M/yyyy d', 'is there already'],
    ['yyyy-MM-dd yyyy', 'is there already'],
    ['DD/MM/YYYY', '"DD" is not a token: dd is the day'],
    ['M/d/yyyy h:mm', 'h and a belong together'],
    ['M/d/yyyy H:mm a', 'h and a belong together'],
    ['d/M/yyyy HH:mm hh a', 'the hour is there twice'],
    ['yy-M-d yyyy', 'the year is there twice'],
    ['sometime', 'is not a token'],
    ['M/yyyy', 'a year, a month and a day'],
    ['((((', 'no month'],
  ])('the format %s is refused: %s', (format, problem) => {
    expect(() => dateReader({ format, zone: undefined, place })).toThrow(problem);
  });

  test('the format that is advised for a text reads it, its time too', () => {
    const two = (part: number): string => String(part).padStart(2, '0');
    const numbers = {
      day: fc.integer({ min: 13, max: 28 }),
      month: fc.integer({ min: 1, max: 12 }),
      hour: fc.integer({ min: 1, max: 12 }),
    };
    const signs = {
      sign: fc.constantFrom('/', '.', '-'),
      half: fc.constantFrom('', ' AM', ' PM', 'pm', ' p.m.'),
      isDayFirst: fc.boolean(),
    };
    fc.assert(
      fc.property(fc.record({ ...numbers, ...signs }), ({ day, month, hour, sign, half, isDayFirst }) => {
        const text = `${(isDayFirst ? [day, month] : [month, day]).join(sign)}${sign}2026 ${hour}:05${half}`;
        const advice = /mapping\.date: "([^"]+)"/.exec(read(undefined, text))?.[1];
        const hours = half === '' ? hour : (hour % 12) + (half.toLowerCase().includes('p') ? 12 : 0);
        expect(read(advice, text)).toBe(`2026-${two(month)}-${two(day)}T${two(hours)}:05:00`);
      }),
      propertyRuns(300, 20_000),
    );
  });

  test('no format and no text makes the reader fall', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('d/M/yyyy H:mm', 'M/d/yy h:mm a', 'd MMMM yyyy'), (format, text, known) => {
        readFormat(format);
        readFormat(known + format);
        read(known, text);
        read(undefined, text);
      }),
      propertyRuns(300, 20_000),
    );
  });

  test('any moment survives being written and read in each format', () => {
    const two = (part: number): string => String(part).padStart(2, '0');
    fc.assert(
      fc.property(fc.date({ min: new Date('1800-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
        const [y, M, d, H, m] = [
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
          date.getUTCHours(),
          date.getUTCMinutes(),
        ];
        const expected = `${date.toISOString().slice(0, 16)}:00`;
        expect(read('dd/MM/yyyy HH:mm', `${two(d)}/${two(M)}/${y} ${two(H)}:${two(m)}`)).toBe(expected);
        expect(read('M/d/yyyy h:mm a', `${M}/${d}/${y} ${H % 12 || 12}:${two(m)} ${H < 12 ? 'AM' : 'PM'}`)).toBe(expected);
      }),
      propertyRuns(300, 20_000),
    );
  });

  test.each([
    ['Europe/London', '2026-07-01 09:00', '2026-07-01T08:00:00'],
    ['Europe/London', '2026-12-01 09:00', '2026-12-01T09:00:00'],
    ['America/New_York', '2026-03-08 01:59', '2026-03-08T06:59:00'],
    ['Asia/Kathmandu', '2026-03-05 00:00:30', '2026-03-04T18:15:30'],
    ['Pacific/Apia', '2026-01-01 00:00', '2025-12-31T11:00:00'],
    ['Europe/London', '2026-07-01', '2026-07-01T00:00:00'],
    ['Europe/London', '2026-07-01 09:00Z', '2026-07-01T09:00:00'],
    ['Europe/London', '2026-03-29 01:30', 'does not exist in Europe/London'],
    ['Europe/London', '2026-10-25 01:30', 'comes twice in Europe/London'],
  ])('in %s, %s is %s', (zone, text, expected) => expect(read(undefined, text, zone)).toContain(expected));

  test('a zone that does not exist is refused', () => {
    expect(() => dateReader({ zone: 'Mars/Olympus', place })).toThrow('unknown time zone "Mars/Olympus"');
  });

  test('the plan shows the first three dates and follows the zone', async () => {
    const text = `summary,dateoccurred\n${['05/03/2026 10:04', '11/07/2026 09:12', '1/2/2026 0:00', '2/2/2026 1:00'].map((one) => `a,${one}`).join('\n')}\n`;
    const { footer } = await plan(text, { date: 'dd/MM/yyyy HH:mm' }, { zone: 'Europe/London' });
    expect(footer.warnings).toContain(
      'Dates in "dateoccurred" (UTC; without a zone they are of Europe/London): 05/03/2026 10:04 is 2026-03-05T10:04:00, 11/07/2026 09:12 is 2026-07-11T08:12:00, 1/2/2026 0:00 is 2026-02-01T00:00:00.',
    );
  });
});

describe('numbers', () => {
  const item = (cell: string, mapping: Mapping = {}): Promise<unknown[]> =>
    rows(`name,costprice\nA,"${cell}"\n`, mapping, { resource: 'items' });

  test.each(['1.500', '1,500', '-12.345'])('%s needs its decimal sign', async (cell) => {
    expect(await item(cell)).toEqual([expect.stringContaining('say which with mapping.decimal')]);
  });

  test.each([
    ['1.500', '.', 1.5],
    ['1.500', ',', 1500],
    ['1,500', '.', 1500],
    ['1,500', ',', 1.5],
    ['1,234.50', undefined, 1234.5],
    ['0.500', undefined, 0.5],
    ['1234.500', undefined, 1234.5],
    ['12.50', undefined, 12.5],
    ['1 234 567,5', ',', 1_234_567.5],
    ['\u22121', '.', -1],
    ['1\u202f234', ',', 1234],
    ["12'345.60", '.', 12_345.6],
  ] as const)('%s with %s is %d', async (cell, decimal, expected) => {
    expect(await item(cell, decimal ? { decimal } : {})).toEqual([expect.objectContaining({ costprice: expected })]);
  });

  test.each(['£1,234.50', '$12.58', '12.5 EUR', '5%', '(12.00)', '1e3', '1 234', '-', '12345678901234567890'])(
    '%s is refused',
    async (cell) => {
      expect(await item(cell)).toEqual([expect.stringMatching(/not a number|more digits/)]);
    },
  );

  test.each(['1 234', '1.000.000', '1\u00a0234,50'])('%s is read once the decimal sign is said', async (cell) => {
    expect(await item(cell)).toEqual([expect.stringContaining('is not a number: the decimal sign is taken to be "."')]);
    expect(await item(cell, { decimal: ',' })).toEqual([expect.objectContaining({ costprice: expect.any(Number) })]);
  });

  test.each(['12 34', '1 2345', '1 234 ,5', "1'23", '1 234.567,8'])('%s is no number, whatever the decimal sign', async (cell) => {
    for (const decimal of ['.', ','] as const) expect(await item(cell, { decimal })).toEqual([expect.stringContaining('is not a number')]);
  });
});

describe('texts that may stand for nothing', () => {
  const words = ['NULL', 'n/a', '-', '#N/A', '\\N', 'null', 'None', 'nan', '#BEZUG!', '#DIV/0!', '#¿NOMBRE?'];
  const text = `summary,details\n${words.map((word) => `a,${word}`).join('\n')}\n`;

  test('are refused with both ways out', async () => {
    const found = await rows(text);
    expect(found).toHaveLength(words.length);
    for (const message of found)
      expect(message).toMatch(/may stand for nothing: use mapping.nulls: .* or mapping.literals|is the error of a formula/s);
    expect(found[0]).toBe(
      '"NULL" may stand for nothing: use mapping.nulls: ["NULL"] if it does, or mapping.literals: ["NULL"] if it is the value',
    );
  });

  test('are nothing, or values, as a person says', async () => {
    expect(await rows(text, { nulls: words })).toEqual(words.slice(0, 5).map(() => ({ summary: 'a' })));
    expect(await rows(text, { literals: words })).toEqual(words.slice(0, 5).map((word) => ({ summary: 'a', details: word })));
  });

  test('are no fault where they stand already', async () => {
    const { id } = workshop.sandbox.control.put('clients', { name: 'One', notes: 'None' });
    const { footer } = await plan(`id,notes\n${id},None\n`, {}, { resource: 'clients', mode: 'update' });
    expect(footer.counts).toMatchObject({ skip: 1, error: 0 });
  });
});

describe('headings like what every object inherits', () => {
  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'customfields.__proto__', 'lines[99999999].x', '__proto__.x'])(
    '%s is no field',
    async (heading) => {
      await expect(plan(`summary,${heading}\na,b\n`)).rejects.toThrow(/no field/);
      await expect(plan(`summary,x\na,b\n`, { columns: { x: heading } })).rejects.toThrow(/no field/);
    },
  );

  test('can be left out', async () => {
    expect(await rows('summary,constructor\na,b\n', { columns: { constructor: null } })).toEqual([{ summary: 'a' }]);
  });
});

test('mappings are joined: lists and answers of both count, and the second wins where both say something', () => {
  const first: Mapping = {
    nulls: ['?'],
    literals: ['-'],
    values: { status_id: { Open: 1, Done: 8 } },
    set: { team: 'a' },
    date: 'd/M/yyyy',
  };
  const second: Mapping = {
    nulls: ['N/A'],
    values: { status_id: { Done: 9, Open: null, New: 2 }, agent_id: { Tara: 3 } },
    set: { team: 'b' },
  };
  expect(joinMappings(first, second)).toEqual({
    nulls: ['?', 'N/A'],
    literals: ['-'],
    values: { status_id: { Open: 1, Done: 9, New: 2 }, agent_id: { Tara: 3 } },
    set: { team: 'b' },
    date: 'd/M/yyyy',
    columns: {},
    templates: {},
  });
});
