import { describe, expect, it } from 'vitest';
import { cell } from '../src/output/cell.js';
import { coloursFor } from '../src/output/colours.js';
import { chooseColumns } from '../src/output/columns.js';
import { completeness } from '../src/output/completeness.js';
import { columnsThatFit, fitColumns } from '../src/output/fit-columns.js';
import { JsonPrinter } from '../src/output/json-printer.js';
import { showTimeIn } from '../src/output/show-time.js';
import { TablePrinter } from '../src/output/table-printer.js';
import { type TestHost, testHost } from './support/test-host.js';

const escape27 = String.fromCharCode(27);

describe('a cell', () => {
  it.each([
    [null, ''],
    [true, 'yes'],
    [0, '0'],
    ['2026-11-20T21:56:34.286', '2026-11-20 21:56'],
    ['2026-11-20T21:56:34Z', '2026-11-20 21:56'],
    ['2026-11-20T00:00:00', '2026-11-20'],
    ['1900-01-01T00:00:00', ''],
    ['on 2026-11-20T21:56:34', 'on 2026-11-20T21:56:34'],
    ['two\r\nlines\tand a tab', 'two lines and a tab'],
    [`${escape27}[31mred${escape27}[0m`, '[31mred [0m'],
    ['right\u202eto left', 'right to left'],
    [['a', 'b'], 'a, b'],
    [[{ id: 1 }, { id: 2 }], '2 entries'],
    [{ id: 7, name: 'Seven' }, 'Seven'],
  ])('of %j is "%s"', (value, text) => {
    expect(cell(value, showTimeIn('UTC'))).toBe(text);
  });
});

describe('the columns', () => {
  it('are the preferred ones that the rows carry', () => {
    const rows = [
      { id: 1, name: null, extra: 1 },
      { id: 2, name: 'b', empty: '' },
    ];
    expect(chooseColumns(rows, ['id', 'name', 'empty', 'missing'])).toEqual(['id', 'name']);
  });

  it('leave out an id whose name stands beside it', () => {
    expect(chooseColumns([{ id: 1, status_id: 2, status_name: 'New' }], ['id', 'status_name', 'status_id'])).toEqual(['id', 'status_name']);
  });

  it('are by the generic rule identity, title, related names and dates', () => {
    const row = { colour: 'x', client_name: 'c', summary: 's', id: 1, lines: [], guid: 'g', startdate: 'd' };
    expect(chooseColumns([row], undefined)).toEqual(['id', 'guid', 'summary', 'client_name', 'startdate']);
    expect(chooseColumns([{ colour: 'x', size: 2 }], undefined)).toEqual(['colour', 'size']);
    expect(chooseColumns([{ value: { a: 1 } }], undefined)).toEqual(['value']);
  });
});

describe('the widths of a table', () => {
  it('are as wide as the text without a terminal', () => {
    expect(fitColumns([2, 300], undefined)).toEqual([4, 302]);
  });

  it.each([
    [[2, 10, 5], 80],
    [[2, 300, 300], 80],
    [[4, 60, 20, 20, 9, 9, 16], 80],
    [[4, 60, 20, 20, 9, 9, 16], 120],
  ])('%j fit into %i columns, the widest cut first', (natural, terminal) => {
    const widths = fitColumns(natural, terminal);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(terminal);
    expect(widths.every((width, at) => width <= natural[at]! + 2)).toBe(true);
  });
});

describe('the columns of a narrow terminal', () => {
  it.each([
    [[4, 60, 20, 11, 11, 8, 16], undefined, 7],
    [[4, 60, 20, 11, 11, 8, 16], 80, 5],
    [[4, 60, 20, 11, 11, 8, 16], 120, 7],
    [[30, 30, 30, 30], 20, 3],
    [[2, 300], 80, 2],
  ])('%j in %s columns: the first %i are shown', (natural, terminal, shown) => {
    expect(columnsThatFit(natural, terminal)).toBe(shown);
  });
});

describe('the completeness line', () => {
  it.each([
    [717, 717, false, '717 of 717'],
    [100, 2134, true, '100 of 2,134; --all fetches every page'],
    [47, undefined, false, '47 of 47'],
    [100, undefined, true, '100 of an unknown number; --all fetches every page'],
    [0, 0, false, '0 of 0'],
  ])('of %i rows of %s', (shown, total, more, line) => {
    expect(completeness(shown, total, more)).toBe(line);
  });
});

const tablePrinter = (host: TestHost): TablePrinter =>
  new TablePrinter({ stream: host.stdout, colours: coloursFor(host.stdout, host, true), showTime: showTimeIn('UTC') });

describe('a printer', () => {
  async function* failing(): AsyncGenerator<{ id: number }> {
    yield { id: 1 };
    throw new Error('lost');
  }

  it('of JSON prints full records', async () => {
    const host = testHost();
    expect(await new JsonPrinter(host.stdout).rows([{ id: 1, lines: [{ a: 'x\ny' }] }, { id: 2 }])).toBe(2);
    expect(JSON.parse(host.written.stdout)).toEqual([{ id: 1, lines: [{ a: 'x\ny' }] }, { id: 2 }]);
  });

  it('of JSON leaves the bracket open where the list failed', async () => {
    const host = testHost();
    await expect(new JsonPrinter(host.stdout).rows(failing())).rejects.toThrow('lost');
    expect(host.written.stdout).toBe('[\n  {\n    "id": 1\n  }');
  });

  it('of tables shows what came before the failure', async () => {
    const host = testHost();
    await expect(tablePrinter(host).rows(failing(), undefined)).rejects.toThrow('lost');
    expect(host.written.stdout).toBe('id\n1\n');
  });

  it('of tables keeps every line within the terminal, wide characters too', async () => {
    const host = testHost({ terminal: true, columns: 40, env: { NO_COLOR: '1' } });
    const rows = Array.from({ length: 120 }, (_, id) => ({
      id,
      summary: 'a long text '.repeat(9),
      name: '数据库服务器停止响应'.repeat(4),
    }));
    await tablePrinter(host).rows(rows, ['id', 'summary', 'name']);
    const lines = host.written.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(121);
    const width = (line: string): number => [...line].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
    expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(40);
  });
});
