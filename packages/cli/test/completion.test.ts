import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, Option } from 'commander';
import { allResources } from 'halopsa-catalogue';
import { createSandbox, type RunningServer, type Sandbox } from 'halopsa-sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Candidate } from '../src/completion/candidate.js';
import { candidatesFor, valuesOf } from '../src/completion/candidates.js';
import { cli } from '../src/run.js';
import { verbsOf } from '../src/topics/verbs.js';
import { halo, testHost } from './support/test-host.js';

let sandbox: Sandbox;
let server: RunningServer;
let env: Record<string, string>;
const folder = mkdtempSync(join(tmpdir(), 'halo-completion-'));

beforeAll(async () => {
  sandbox = createSandbox();
  server = await sandbox.serve();
  env = { HALO_CONFIG: join(folder, 'config.yaml'), HALO_STATE_DIR: join(folder, 'state') };
  await halo(['configure', '--tenant-url', server.url, '--client-id', 'sandbox', '--client-secret', 'sandbox'], { env });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const offered = (...words: string[]): Promise<Candidate[]> => candidatesFor([...words, ''], testHost({ env }), cli);

async function rows(path: string, key?: string): Promise<Record<string, unknown>[]> {
  const { stdout } = await halo(['request', 'GET', path, '--json'], { env });
  const answer = JSON.parse(stdout) as Record<string, unknown>;
  return (key === undefined ? answer : answer[key]) as Record<string, unknown>[];
}

describe('completion of a flag that refers to records', () => {
  it('offers the numbers of priorities, which the flag takes, and not the GUIDs of their rows', async () => {
    const priorities = await rows('/Priority');
    for (const flag of ['--priority-id', '--priority']) {
      const candidates = await offered('tickets', flag === '--priority' ? 'list' : 'create', flag);
      expect(candidates).toEqual(priorities.map(({ priorityid, name }) => ({ word: String(priorityid), about: name })));
    }
    const [first] = await offered('tickets', 'create', '--priority-id');
    const made = await halo(['tickets', 'create', '--summary', 'x', '--client-id', '42', '--priority-id', first!.word, '--json'], { env });
    expect(made.exit).toBe(0);
  });

  it('offers the kinds of lookups that the field is about', async () => {
    const impacts = await rows('/Lookup?lookupid=12');
    expect(impacts.length).toBeGreaterThan(1);
    expect(await offered('tickets', 'create', '--impact')).toEqual(impacts.map(({ id, name }) => ({ word: String(id), about: name })));
  });

  it('offers the statuses of tickets alone', async () => {
    await halo(['statuses', 'create', '--data', '{"name": "In store", "type": 1}'], { env });
    const statuses = await rows('/Status');
    const wanted = statuses.filter(({ type }) => type === 0).map(({ id }) => String(id));
    expect(wanted.length).toBeLessThan(statuses.length);
    expect((await offered('tickets', 'update', '1', '--status-id')).map(({ word }) => word)).toEqual(wanted);
  });

  it('offers names where the field holds a name, and numbers where the filter takes numbers', async () => {
    const teams = await rows('/Team');
    const plain = teams.map(({ name }) => String(name)).filter((name) => !name.includes(' '));
    expect((await offered('tickets', 'create', '--team')).map(({ word }) => word)).toEqual(plain);
    expect((await offered('tickets', 'list', '--team')).map(({ word }) => word)).toEqual(teams.map(({ id }) => String(id)));
  });

  it('offers nothing for a field of the name that is of another type', async () => {
    expect(await offered('mailbox-credentials', 'create', '--client-id')).toEqual([]);
    expect(await offered('sites', 'list', '--client-id')).not.toEqual([]);
  });
});

describe('completion of every flag', () => {
  it('offers nothing that the flag refuses', async () => {
    const refused: string[] = [];
    let flags = 0;
    for (const { topic, verb, option } of await everyFlagWithValue()) {
      const candidates = await valuesOf(option, [topic, verb], testHost({ env })).catch(() => []);
      if (candidates.length > 0) flags += 1;
      const wrong = candidates.filter(({ word }) => !takes(option, word));
      refused.push(...wrong.map(({ word }) => `${topic} ${verb} ${option.long} ${word}`));
    }
    expect(refused).toEqual([]);
    expect(flags).toBeGreaterThan(600);
  });
});

interface BuiltVerb {
  readonly topic: string;
  readonly verb: string;
  readonly options: readonly Option[];
}

async function everyFlagWithValue(): Promise<{ topic: string; verb: string; option: Option }[]> {
  const verbs = await everyVerb();
  return verbs.flatMap(({ topic, verb, options }) => options.filter(({ required }) => required).map((option) => ({ topic, verb, option })));
}

/** The flags that may refer to something, of every verb of every topic. */
async function everyVerb(): Promise<BuiltVerb[]> {
  const found: BuiltVerb[] = [];
  for (const resource of allResources()) {
    for (const { name } of verbsOf(resource)) {
      const program = await cli.build([resource.topic, name], testHost());
      const command = [resource.topic, name].reduce(
        (parent: Command, word) => parent.commands.find((one) => one.name() === word)!,
        program,
      );
      found.push({ topic: resource.topic, verb: name, options: command.options });
    }
  }
  return found;
}

function takes(option: Option, word: string): boolean {
  try {
    option.parseArg?.(word, undefined as never);
    return true;
  } catch {
    return false;
  }
}
