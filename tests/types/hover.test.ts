import { wordsOfParameter, wordsOfSchemaField } from 'halopsa-catalogue/words';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSource, type SourceResource } from '../../packages/catalogue/compiler/source.js';
import { everyday } from '../../packages/catalogue/compiler/words-inventory.js';
import { Editor } from './language-server.js';

/** A name in a line of code, and the words that an editor has to show there. */
interface Place {
  readonly code: string;
  readonly name: string;
  readonly words: string;
}

const source = readSource();
const resources = source.resources.filter(({ attribute }) => everyday.includes(attribute));
const isIdentifier = (name: string): boolean => /^[a-z]\w*$/i.test(name);

/** Reading each field that has words, of one record. */
function properties({ attribute, schema: named, operations }: SourceResource): Place[] {
  const schema = source.schemas.find(({ name }) => name === named);
  if (!schema || !operations['get']) return [];
  return Object.keys(schema.fields ?? {}).flatMap((name) => {
    const words = wordsOfSchemaField(schema.name, name);
    const code = `(await halo.${attribute}.get(id)).${name};`;
    return words !== undefined && isIdentifier(name) ? [{ code, name: `.${name};`, words }] : [];
  });
}

/** A list with each parameter that has words. */
const parameters = ({ attribute, operations }: SourceResource): Place[] =>
  Object.keys(operations['list']?.query ?? {}).flatMap((name) => {
    const words = wordsOfParameter(attribute, name);
    const code = `await halo.${attribute}.list({ ${name}: any });`;
    return words !== undefined && isIdentifier(name) ? [{ code, name: ` ${name}: any`, words }] : [];
  });

/** As many as asked for, with the same distance between each two, so that every resource has its share. */
const sample = (all: readonly Place[], count: number): Place[] =>
  all.filter((_, at) => Math.floor((at * count) / all.length) !== Math.floor(((at - 1) * count) / all.length));

const head =
  "import type { HaloClient } from 'halopsa';\ndeclare const halo: HaloClient;\ndeclare const id: never;\ndeclare const any: never;";
const silent: Place = { code: '(await halo.tickets.get(id))._warning;', name: '._warning;', words: '' };
const places = [...sample(resources.flatMap(properties), 30), ...sample(resources.flatMap(parameters), 30)];
const lines = [...head.split('\n'), ...[...places, silent].map(({ code }) => code)];
const lineOf = (place: Place): number => lines.indexOf(place.code);

const editor = new Editor(lines.join('\n'));
beforeAll(() => editor.open());
afterAll(() => editor.close());

test('sixty places are sampled', () => {
  expect(places).toHaveLength(60);
  expect(new Set(places.map(({ code }) => code)).size).toBe(60);
});

test.each(places)('an editor shows the words where the pointer rests on the name: $code', async (place) => {
  expect(await editor.hover(lineOf(place), place.name)).toContain(place.words);
});

test('an editor shows the type alone of a field without words', async () => {
  expect(await editor.hover(lineOf(silent), silent.name)).toMatch(
    /^.*\(property\) Ticket\._warning\?: string \| null \| undefined[\s`]*$/s,
  );
});
