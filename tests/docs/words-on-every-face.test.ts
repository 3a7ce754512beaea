import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findResource, type Operation, type Resource } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { wordsOfField, wordsOfOperation, wordsOfParameter, wordsOfSchemaField } from 'halopsa-catalogue/words';
import { ActionRegistry } from 'halopsa-connector';
import { describe, expect, test } from 'vitest';
import { everyday } from '../../packages/catalogue/compiler/words-inventory.js';
import { halo } from '../../packages/cli/test/support/test-host.js';
import { sectionSchema } from '../../packages/connector/src/sections.js';
import { openApiDocument } from '../../packages/sandbox/src/apidoc/openapi-document.js';
import { root } from '../architecture/workspace.js';

interface Described {
  readonly description?: string;
  readonly properties?: Record<string, Described>;
  readonly items?: Described;
  readonly allOf?: readonly Described[];
}

type Sentences = Record<string, string>;

const operationsOf = ({ operations }: Resource): Operation[] => Object.values(operations);
const worded = (names: Iterable<string>, wordsOf: (name: string) => string | undefined): Sentences =>
  Object.fromEntries(
    [...names].flatMap((name) => {
      const words = wordsOf(name);
      return words === undefined ? [] : [[name, words]];
    }),
  );
/** What a face says of the names that have words. */
const said = (names: Iterable<string>, described: Record<string, Described> | undefined): Record<string, unknown> =>
  Object.fromEntries([...names].map((name) => [name, described?.[name]?.description]));

const parametersOf = (operation: Operation): Sentences =>
  worded(Object.keys(operation.query), (name) => wordsOfParameter(operation.resource, name));
const generated = (name: string): string => readFileSync(join(root, 'packages/catalogue/src/generated', name), 'utf8');
const [recordTypes, operationTypes] = [generated('record-types.ts'), generated('operation-types.ts')];
/** The doc comments of these members of an interface. */
function docsIn(source: string, type: string, members: readonly string[]): Record<string, string | undefined> {
  const [, body = ''] = new RegExp(`^export interface ${type} (?:extends [^{]*)?\\{\\n([^]*?)^\\}`, 'm').exec(source) ?? [];
  const docs = new Map(
    [...body.matchAll(/^ {2}\/\*\* (.*) \*\/\n {2}(?:readonly )?'?([\w.]+)'?\??:/gm)].map(([, doc = '', name]) => [
      name,
      doc.replaceAll('*\\/', '*/'),
    ]),
  );
  return Object.fromEntries(members.map((name) => [name, docs.get(name)]));
}
const registry = new ActionRegistry();

describe.each(everyday.map((attribute) => [attribute, findResource(attribute)!] as const))('%s', (attribute, resource) => {
  test('on the page of the reference', () => {
    const page = readFileSync(join(root, `docs/reference/${resource.topic}.md`), 'utf8');
    const cells = (line: string): string[] =>
      line.split(/(?<!\\) \| ?/).map((cell) => cell.replace(/^\| /, '').replace(/ \|$/, '').replaceAll('\\', '').replaceAll('&lt;', '<'));
    const rows = new Map(
      page
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map((line) => [line, cells(line)]),
    );
    const holds = (name: string, words: string): boolean =>
      [...rows.values()].some((row) => row[0] === `\`${name}\`` && row.some((cell) => cell.startsWith(words.replace(/\.$/, ''))));
    for (const operation of operationsOf(resource)) {
      expect([operation.id, holds(operation.id, wordsOfOperation(attribute, operation.verb)!)]).toEqual([operation.id, true]);
      for (const [name, words] of Object.entries(parametersOf(operation)))
        expect([name, words, holds(name, words)]).toEqual([name, words, true]);
    }
    const fields = worded(findSchema(resource.schema!)!.fields.keys(), (name) => wordsOfField(attribute, name));
    for (const [name, words] of Object.entries(fields)) expect([name, words, holds(name, words)]).toEqual([name, words, true]);
  });

  test('in the types that editors read', () => {
    const { schema = '', row } = resource;
    for (const name of new Set([schema, row ?? schema])) {
      const fields = worded(findSchema(name)!.fields.keys(), (field) => wordsOfSchemaField(name, field));
      expect(docsIn(recordTypes, name, Object.keys(fields))).toEqual(fields);
    }
    for (const operation of operationsOf(resource)) {
      const wanted = parametersOf(operation);
      const type = `${attribute}.${operation.verb}`.replaceAll(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());
      if (Object.keys(wanted).length > 0)
        expect([type, docsIn(operationTypes, `${type}Query`, Object.keys(wanted))]).toEqual([type, wanted]);
    }
  });

  test('on the API page of the sandbox', () => {
    const { paths, components } = openApiDocument([resource]) as {
      paths: Record<
        string,
        Record<string, { summary?: string; description?: string; parameters?: (Described & { name: string; in: string })[] }>
      >;
      components: { schemas: Record<string, Described> };
    };
    const document = Object.values(paths).flatMap((path) => Object.values(path));
    for (const operation of operationsOf(resource)) {
      const words = wordsOfOperation(attribute, operation.verb)!;
      const own = document.find(({ summary = '', description = '' }) =>
        [summary, description].some((text) => text.includes(words.replace(/\.$/, ''))),
      );
      expect([operation.id, own === undefined]).toEqual([operation.id, false]);
      const wanted = parametersOf(operation);
      const described = Object.fromEntries((own?.parameters ?? []).filter((one) => one.in === 'query').map((one) => [one.name, one]));
      expect(said(Object.keys(wanted), described)).toEqual(wanted);
    }
    const fields = worded(findSchema(resource.schema!)!.fields.keys(), (name) => wordsOfSchemaField(resource.schema!, name));
    expect(said(Object.keys(fields), components.schemas[resource.schema!]?.properties)).toEqual(fields);
  });

  test('in the JSON Schemas that connectors and assistants get', () => {
    for (const operation of operationsOf(resource)) {
      const { properties } = sectionSchema(registry.find(operation.id)!) as Described;
      const wanted = parametersOf(operation);
      expect([operation.id, said(Object.keys(wanted), properties?.parameters?.properties)]).toEqual([operation.id, wanted]);
    }
    const upsert = resource.operations['upsert'];
    if (!upsert?.bodyType) return;
    const { properties } = sectionSchema(registry.find(upsert.id)!) as Described;
    const body = properties?.json_body?.items?.properties ?? properties?.json_body?.properties;
    const fields = worded(
      [...findSchema(upsert.bodyType)!.fields.values()].filter(({ set }) => set !== 'computed').map(({ name }) => name),
      (name) => wordsOfSchemaField(upsert.bodyType!, name),
    );
    expect(said(Object.keys(fields), body)).toEqual(fields);
  });

  test('in the help of its commands, the rest of the flags in one line', async () => {
    const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');
    const helpOf = async (verb: string): Promise<string> =>
      plain((await halo([resource.topic, verb, '--help', '--all'], { columns: 200 })).stdout);
    const { list, upsert } = resource.operations;
    if (list) {
      // --page and --all stand for these two.
      const { page_no: _, pageinate: __, ...shown } = parametersOf(list);
      const help = await helpOf('list');
      for (const words of Object.values(shown)) expect(help).toContain(plain(words).replace(/\.$/, ''));
      const silent = Object.keys(list.query).filter((name) => wordsOfParameter(attribute, name) === undefined);
      expect([silent, /\d+ more flags? without a description: halo [\w-]+ list --help --all --rare/.test(help)]).toEqual([
        silent,
        silent.length > 0,
      ]);
    }
    if (!upsert || list === undefined) return;
    const writable = [...findSchema(resource.schema!)!.fields.values()].filter(
      ({ set, name }) => set !== 'computed' && name !== 'id' && !name.startsWith('_'),
    );
    const help = await helpOf('create');
    const scalar = writable.filter(({ type }) => /^(int|long|double|decimal|bool|string|datetime)$/.test(type));
    for (const [name, words] of Object.entries(
      worded(
        scalar.map(({ name }) => name),
        (name) => wordsOfField(attribute, name),
      ),
    ))
      expect([name, help.includes(plain(words).replace(/\.$/, '')), words]).toEqual([name, true, words]);
  });
});

test('in the actions that the exports and the service offer', () => {
  const silent = registry.curated().flatMap(({ name, input, operation = '', layout }) => {
    const [resource = '', verb] = operation.split('.');
    const wordsOf = verb === 'list' ? wordsOfParameter : wordsOfField;
    return layout === 'sections' || !findResource(resource)
      ? []
      : Object.entries(input.properties).flatMap(([member, { description }]) =>
          wordsOf(resource, member) !== undefined && member !== 'id' && description === undefined ? [`${name} ${member}`] : [],
        );
  });
  expect(silent).toEqual([]);
});
