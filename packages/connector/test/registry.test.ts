import { Ajv2020 } from 'ajv/dist/2020.js';
import { allOperations } from 'halopsa-catalogue';
import { type Action, ActionRegistry, type JsonSchema, toolsets } from 'halopsa-connector';
import { runs } from 'halopsa-testkit';
import { describe, expect, test } from 'vitest';

const registry = new ActionRegistry();
const curated = registry.curated();
const operations = registry.operations();
const everything = [...curated, ...operations];

const failing = (check: (action: Action) => boolean): string[] => everything.filter((action) => !check(action)).map(({ name }) => name);

describe('the inventory', () => {
  test('has an action for every operation, and some sixty curated ones', () => {
    expect(operations.map(({ operation }) => operation).sort()).toEqual(
      allOperations()
        .map(({ id }) => id)
        .sort(),
    );
    expect(curated.length).toBeGreaterThanOrEqual(60);
  });

  test('has names that every platform can spell, each once', () => {
    expect(failing(({ name }) => /^[a-z][a-z0-9_]{0,63}$/.test(name))).toEqual([]);
    expect(new Set(everything.map(({ name }) => name)).size).toBe(everything.length);
    expect(new Set(curated.map(({ title }) => title)).size).toBe(curated.length);
  });

  test('describes each of them, and places it', () => {
    expect(failing(({ description }) => description.endsWith('.') && description.length < 400)).toEqual([]);
    expect(failing(({ toolset }) => toolsets.includes(toolset))).toEqual([]);
    expect(failing(({ scopes }) => scopes.length > 0 && scopes.every((scope) => scope !== ''))).toEqual([]);
  });

  test('keeps what changes records apart from what reads them', () => {
    expect(failing(({ effect, safety }) => (effect === 'read') === (safety === 'read'))).toEqual([]);
    const deletes = allOperations().filter(({ method }) => method === 'DELETE');
    expect(deletes.filter(({ id }) => registry.find(id)?.effect !== 'delete')).toEqual([]);
    const posts = allOperations().filter(({ method }) => method === 'POST');
    expect(posts.filter(({ id }) => registry.find(id)?.effect === 'read')).toEqual([]);
  });

  test('has inputs and outputs that are valid schemas of draft 2020-12', () => {
    // All errors are looked for, as our validator and the MCP SDK do: otherwise Ajv nests one condition for each property, and the
    // 1,400 settings of /Control make them too deep for the stack.
    const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, addUsedSchema: false });
    const broken: string[] = [];
    for (const { name, input, output } of everything) {
      for (const schema of [input, output]) if (!ajv.validateSchema(schema as object)) broken.push(`${name}: ${ajv.errorsText()}`);
    }
    expect(broken).toEqual([]);
    // Compiling is what strict mode acts on: every curated schema, and of the operations' a part that the full run makes the whole.
    for (const { input, output } of [...curated, ...operations.filter((_, index) => index % runs(25, 1) === 0)]) {
      ajv.compile(input as object);
      ajv.compile(output as object);
    }
  }, 600_000);

  test('names every member of a curated output and admits no other', () => {
    const open = (schema: JsonSchema): boolean =>
      (schema.properties !== undefined && schema.additionalProperties !== false) ||
      Object.values(schema.properties ?? {}).some(open) ||
      (schema.items !== undefined && open(schema.items));
    expect(curated.filter(({ output }) => open(output)).map(({ name }) => name)).toEqual([]);
  });
});

describe('finding and registering', () => {
  test('finds an action by its name and an operation by its id', () => {
    expect(registry.find('get_tickets')?.title).toBe('Get Tickets');
    expect(registry.find('halo_kb_articles_list')).toBe(registry.find('kbArticles.list'));
    expect(registry.find('constructor')).toBeUndefined();
    expect(registry.find('tickets.constructor')).toBeUndefined();
  });

  test('takes actions of others and refuses a name that is taken or cannot be spelt', () => {
    const own = new ActionRegistry();
    const action = { ...curated[0]!, name: 'my_own' };
    expect(own.register(action).find('my_own')).toBe(action);
    expect(() => own.register(action)).toThrow('already');
    expect(() => own.register({ ...action, name: 'halo_tickets_list' })).toThrow('already');
    expect(() => own.register({ ...action, name: 'My Own' })).toThrow('lower-case');
  });
});
