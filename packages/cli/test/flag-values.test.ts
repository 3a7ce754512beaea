import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addWireOptions, wireValues } from '../src/flags/wire-options.js';

const types = {
  count: 'int',
  price: 'double',
  name: 'string',
  open_only: 'bool',
  ids: 'int[]',
  startdate: 'datetime',
  guid: 'uuid',
  lines: 'Line[]',
};

function parse(argv: string[], more: { aliases?: Record<string, string>; required?: string[] } = {}): Record<string, unknown> {
  const command = new Command().exitOverride().configureOutput({ outputError: () => undefined });
  addWireOptions(command, {
    part: 'query',
    resource: 'tickets',
    types,
    ours: new Set(),
    heading: 'Filters:',
    ...more,
  });
  return wireValues(command.parse(argv, { from: 'user' }), 'query');
}

describe('the flags of wire names', () => {
  it('carry values of the catalogue type under the wire name', () => {
    const given = ['--count', '-3', '--price', '1.5', '--name', 'a, b', '--open-only', '--ids', '1, 2,3', '--startdate', '2026-11-21'];
    expect(parse(given)).toEqual({ count: -3, price: 1.5, name: 'a, b', open_only: true, ids: [1, 2, 3], startdate: '2026-11-21' });
  });

  it('say false with --no-, and nothing where they are not given', () => {
    expect(parse(['--no-open-only'])).toEqual({ open_only: false });
    expect(parse([])).toEqual({});
  });

  it('know friendly spellings', () => {
    expect(parse(['--how-many', '7'], { aliases: { 'how-many': 'count' } })).toEqual({ count: 7 });
  });

  it.each([
    [['--count', 'x'], /whole number/],
    [['--count', '1.5'], /whole number/],
    [['--count', '99999999999999999999'], /whole number/],
    [['--price', 'cheap'], /number/],
    [['--ids', '1,two'], /whole number/],
    [['--startdate', 'soon'], /date/],
    [['--guid', '12'], /GUID/],
    [['--lines', '[]'], /unknown option/],
    [['--name'], /argument missing/],
  ])('%j is refused', (argv, message) => {
    expect(() => parse(argv)).toThrow(message);
  });

  it('that the server needs are asked for', () => {
    expect(() => parse([], { required: ['count'] })).toThrow(/--count <int>' not specified/);
  });
});
