import { allRules } from './references.js';
import type { Source, SourceSchema } from './source.js';

/** What a rule needs to know of a field to say something true about it. */
interface RuledField {
  readonly name: string;
  /** What the field refers to: the singular noun of the records. */
  readonly refersTo: string | undefined;
  /** The field to write in its place. */
  readonly instead: string | undefined;
}

/**
 * The sentence that a rule makes for a field without words of its own, or undefined where no rule knows anything that its name does not
 * say: `client_id` and `client_name` speak for themselves once it is known that they belong to a client.
 */
function wordsByRule({ name, refersTo, instead }: RuledField): string | undefined {
  if (refersTo !== undefined && isNamedAfter(name, refersTo))
    return `Refers to the ${refersTo} by its id.`;
  if (instead !== undefined && /_?name$/.test(name))
    return `Shown by Halo; set ${instead} to change it.`;
  return undefined;
}

/** Whether a field has no role besides that of the record that it refers to. */
function isNamedAfter(name: string, noun: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  return plain(name) === `${plain(noun)}id`;
}

/** The sentences that rules make for the fields of a schema, by the name of the field. */
export function ruledWords(source: Source): (schema: SourceSchema) => Record<string, string> {
  const rules = allRules(source);
  const nouns = new Map(source.resources.map(({ attribute, singular }) => [attribute, singular]));
  return ({ fields = {}, marks = {} }) =>
    Object.fromEntries(
      Object.keys(fields).flatMap((name) => {
        const refersTo = nouns.get(rules[name]?.[0]?.resource ?? '');
        const sentence = wordsByRule({ name, refersTo, instead: marks[name]?.instead });
        return sentence === undefined ? [] : [[name, sentence]];
      }),
    );
}
