import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { type Incident, logOf, openLog, readIncidents } from '../../examples/incidents/read-incidents.js';
import { sampleLog } from '../../examples/incidents/sample-log.js';
import { toHaloDate, toTicket } from '../../examples/incidents/to-ticket.js';
import { root } from '../architecture/workspace.js';

const folder = mkdtempSync(join(tmpdir(), 'halo-incidents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const collect = async (log: ReturnType<typeof logOf>): Promise<Incident[]> => {
  const incidents: Incident[] = [];
  for await (const incident of readIncidents(log)) incidents.push(incident);
  return incidents;
};

describe('reading the log', () => {
  test('gives one incident for all its events, in its last state', async () => {
    const text = 'number,ident_state,sys_mod_count,category,category\n01,New,0,5,?\n01,Closed,7,5,60\n01,Active,3,5,?\n02,New,0,?,?\n';
    expect(await collect(logOf([text]))).toEqual([
      { number: '01', incident_state: 'Closed', sys_mod_count: '7', category: '5', subcategory: '60' },
      { number: '02', incident_state: 'New', sys_mod_count: '0', category: '', subcategory: '' },
    ]);
  });

  test('reads packed and plain files alike', async () => {
    const text = [...sampleLog(20)].join('');
    writeFileSync(join(folder, 'log.csv'), text);
    writeFileSync(join(folder, 'log.csv.gz'), gzipSync(text));
    const plain = await collect(openLog(join(folder, 'log.csv')));
    expect(plain).toHaveLength(20);
    expect(await collect(openLog(join(folder, 'log.csv.gz')))).toEqual(plain);
  });

  test('a file that is missing is an error of its own', async () => {
    await expect(collect(openLog(join(folder, 'none.csv')))).rejects.toThrow(/ENOENT/);
  });
});

describe('an incident as a ticket', () => {
  const directory = { clientIds: [12, 42], agentIds: [10] };
  const incident = {
    number: '0000045',
    incident_state: 'Closed',
    location: '143',
    category: '55',
    subcategory: '',
    assigned_to: '',
    priority: '3',
    u_symptom: '72',
    opened_at: '29/2/2016 01:16',
    closed_at: '5/3/2016 12:00',
  };

  test('keeps the zeros of its number and leaves out what is empty', () => {
    expect(toTicket(incident, directory)).toEqual({
      summary: 'Incident 0000045: symptom 72',
      status_id: 9,
      priority_id: 3,
      client_id: 42,
      third_party_id_string: '0000045',
      category_1: 'Category 55',
      dateoccurred: '2016-02-29T01:16:00',
      dateclosed: '2016-03-05T12:00:00',
    });
  });

  test('an unknown state is refused by number', () => {
    expect(() => toTicket({ ...incident, incident_state: 'Gone' }, directory)).toThrow(/incident 0000045 .*"Gone"/);
  });

  test.each([
    ['29/2/2016 1:05', '2016-02-29T01:05:00'],
    ['3/12/2016 23:59', '2016-12-03T23:59:00'],
    ['', undefined],
  ])('the date %s', (text, date) => {
    expect(toHaloDate(text)).toBe(date);
  });

  test.each(['2016-02-29', '3/13/2016 10:00'])('%s is not a date', (text) => {
    expect(() => toHaloDate(text)).toThrow(/is not a date/);
  });
});

test('the example writes every incident once, and nothing the second time', async () => {
  const program = join(root, 'examples', 'import-incidents.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program], { cwd: root });
  expect(stdout).toContain('first run: 200 written; expected 200, received 200');
  expect(stdout).toContain('second run: 0 written; expected 200, received 200');
  expect(stdout).toMatch(/ 0 refused for the rate/);
});
