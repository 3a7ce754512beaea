import type { Source, SourceResource } from '../source.js';
import type { SourceWords } from '../words.js';
import { ruledWords } from '../words-by-rule.js';
import { banner, property, quote } from './banner.js';

/** Emits the words of each resource as a text of its own, so that only those asked for are parsed; where they come from stays in the source. */
export function emitWords(source: Source): string {
  const { shared, resources } = source.words;
  const ruled = ruledWords(source);
  const ruledOf = ({ schema, list }: SourceResource): Record<string, string> => {
    // What is known of the record comes last, and wins over its shorter form in lists.
    const own = [list?.row, schema].flatMap((wanted) =>
      source.schemas.filter(({ name }) => name === wanted).map(ruled),
    );
    const entries = own.flatMap(Object.entries<string>);
    return Object.fromEntries(entries.filter(([name]) => !(name in (shared.fields ?? {}))));
  };
  const entries = resources.map((words) => {
    const resource = resourceOf(words, source);
    const { topic: _, origins: __, ...shown } = words;
    const like = likeOf(resource, source);
    const fields = { ...(like === undefined && ruledOf(resource)), ...shown.fields };
    return [resource.attribute, { like, ...shown, fields }] as const;
  });
  const tables = [['shared', shared] as const, ['schemas', schemasOf(source)] as const];
  const lines = [...tables, ...entries].map(
    ([name, words]) => `  ${property(name)}:\n    ${quote(JSON.stringify(words))},\n`,
  );
  return `${banner}export const words: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`;
}

/** The resource whose words speak of the fields of each schema. */
function schemasOf(source: Source): Record<string, string> {
  const pairs = source.words.resources.flatMap((words) => {
    const resource = resourceOf(words, source);
    const owner = likeOf(resource, source) ?? resource.attribute;
    const named = [resource.schema, resource.list?.row, resource.list?.view];
    return named.flatMap((name) => (name === undefined ? [] : [[name, owner] as const]));
  });
  return Object.fromEntries(pairs);
}

const resourceOf = ({ topic }: SourceWords, { resources }: Source): SourceResource => {
  const found = resources.find((resource) => resource.topic === topic);
  if (!found) throw new Error(`words/${topic}.yaml: no resource has this topic`);
  return found;
};

/** Of the resources that have one schema, the one with most words of fields speaks for all. */
export function likeOf(resource: SourceResource, source: Source): string | undefined {
  const size = ({ fields = {} }: SourceWords): number => Object.keys(fields).length;
  const [first] = source.words.resources
    .map((words) => ({ words, of: resourceOf(words, source) }))
    .filter(({ of }) => of.schema !== undefined && of.schema === resource.schema)
    .sort((a, b) => size(b.words) - size(a.words));
  return first === undefined || first.of === resource ? undefined : first.of.attribute;
}
