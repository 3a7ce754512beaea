import type { PlanRequest, PlanResult } from 'halopsa-bulk';
import { beforeEach, describe, expect, test } from 'vitest';
import { plannedRows, putRecord } from './planned-rows.js';
import { openWorkshop, type Workshop } from './workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
  return () => workshop[Symbol.asyncDispose]();
});

const put = (resource: string, record: Readonly<Record<string, unknown>>): number => putRecord(workshop, resource, record);

const planned = (csv: string, more?: Partial<PlanRequest>): Promise<PlanResult> => plannedRows(workshop, csv, more);

const told = ({ sample }: PlanResult, field: string): unknown[] => sample.map(({ set, message }) => message ?? set?.[field]);
const notes = ({ footer }: PlanResult): string => footer.warnings.join('\n');

describe('the name of a record that its list leaves out', () => {
  test('stands for the record, and the plan says that it is inactive', async () => {
    const agent = put('agents', { name: 'Was Here', isdisabled: true });
    const other = put('agents', { name: 'Is Here' });
    const client = put('clients', { name: 'Closed Ltd', inactive: true });
    const result = await planned('summary,Client,Agent\na,Closed Ltd,was here\nb,Closed Ltd,Is Here\n');
    expect(told(result, 'agent_id')).toEqual([agent, other]);
    expect(told(result, 'client_id')).toEqual([client, client]);
    expect(notes(result)).toContain(
      `Inactive or hidden records are meant by their names: client_id "Closed Ltd" (${client}), 2 rows; agent_id "was here" (${agent}), 1 row.`,
    );
    expect(notes(result)).not.toContain('Is Here');
  });

  test('stands for an active one of the name first', async () => {
    put('clients', { name: 'Acme', inactive: true });
    const active = put('clients', { name: 'ACME' });
    const result = await planned('summary,Client\na,Acme\n');
    expect(told(result, 'client_id')).toEqual([active]);
    expect(notes(result)).not.toContain('nactive');
  });

  test('is ambiguous where several inactive records have it, and said to be of nobody where none has', async () => {
    const [one, two] = [put('clients', { name: 'Twice', inactive: true }), put('clients', { name: 'Twice', inactive: true })];
    const { sample, unmatched } = await planned('summary,Client\na,Twice\nb,Nobody\n');
    expect(sample.map(({ message }) => message)).toEqual([
      `"Twice" is ambiguous: 2 clients have this name, ${one} (inactive), ${two} (inactive); give the id`,
      'no client is named "Nobody"',
    ]);
    expect(unmatched).toEqual({ client_id: { Twice: 1, Nobody: 1 } });
  });

  test('is that of the record which the row has already, even if an active one has it too', async () => {
    const gone = put('clients', { name: 'Acme', inactive: true });
    put('clients', { name: 'Acme' });
    const ticket = put('tickets', { summary: 'a', client_id: gone });
    const result = await planned(`id,Client,summary\n${ticket},Acme,b\n`, { mode: 'update' });
    expect(result.sample.map(({ set }) => set)).toEqual([{ summary: 'b' }]);
  });

  test('is narrowed by what the row says of it', async () => {
    const [acme, globex] = [put('clients', { name: 'Acme' }), put('clients', { name: 'Globex' })];
    const site = put('sites', { name: 'HQ', client_id: acme, inactive: true });
    put('sites', { name: 'HQ', client_id: globex });
    const result = await planned('summary,Client,Site\na,Acme,HQ\n');
    expect(told(result, 'site_id')).toEqual([site]);
  });

  test('stands for the record in every row too', async () => {
    const agent = put('agents', { name: 'Was Here', isdisabled: true });
    const result = await planned('summary\na\n', { mapping: { set: { agent_id: 'Was Here' } } });
    expect(told(result, 'agent_id')).toEqual([agent]);
    expect(notes(result)).toContain(`agent_id "Was Here" (${agent}), 1 row`);
  });

  test('is searched for where the list is long', async () => {
    const client = put('clients', { name: 'Acme' });
    const site = put('sites', { name: 'HQ', client_id: client });
    for (let at = 0; at < 1100; at += 1) put('users', { name: `User ${at}`, site_id: site });
    const left = put('users', { name: 'Left Us', site_id: site, inactive: true });
    const result = await planned('summary,User\na,Left Us\n');
    expect(told(result, 'user_id')).toEqual([left]);
  });
});

test('no record is made twice because its list leaves it out', async () => {
  const agent = put('agents', { name: 'Was Here', email: 'was@here.example', isdisabled: true });
  const team = put('teams', { name: 'Night', inactive: true });
  const plan = (resource: string, csv: string): Promise<PlanResult> => planned(csv, { resource, mode: 'upsert', match: ['name'] });
  const agents = await plan('agents', 'name,jobtitle\nWas Here,Cook\n');
  expect(agents.sample.map(({ action, id }) => [action, id])).toEqual([['update', agent]]);
  const teams = await plan('teams', 'name,department_id\nNight,1\n');
  expect(teams.sample.map(({ action, id }) => [action, id])).toEqual([['update', team]]);
});
