import { allRules } from './references.js';
import type { Source, SourceSchema } from './source.js';

/** What a rule needs to know of a field to say something true about it. */
interface RuledField {
  readonly name: string;
  /** What the field refers to: the singular noun of the records. */
  readonly refersTo: string | undefined;
  /** The field to write in its place. */
  readonly instead: string | undefined;
  /** The field of the same record whose value it names, such as `layout_id` for `layout_name`. */
  readonly partner: string | undefined;
}

/**
 * The sentence that a rule makes for a field without words of its own, or undefined where no rule knows anything that its name does not
 * say: `client_id` and `client_name` speak for themselves once it is known that they belong to a client.
 */
function wordsByRule({ name, refersTo, instead, partner }: RuledField): string | undefined {
  if (refersTo !== undefined && isNamedAfter(name, refersTo))
    return `Refers to the ${refersTo} by its id.`;
  if (instead !== undefined && /_?name$/.test(name))
    return `Shown by Halo; set ${instead} to change it.`;
  if (partner !== undefined && name.endsWith('_guid')) return `GUID that goes with ${partner}.`;
  return partner && `Name that goes with ${partner}.`;
}

/** Whether a field has no role besides that of the record that it refers to. */
function isNamedAfter(name: string, noun: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
  return plain(name) === `${plain(noun)}id`;
}

/** The field beside a name or a GUID that holds the id of the same record. */
function partnerOf(name: string, fields: Readonly<Record<string, string>>): string | undefined {
  const base = /^([^_].*)_(?:name|guid)$/.exec(name)?.[1];
  return base === undefined ? undefined : [`${base}_id`, base].find((one) => one in fields);
}

/** The sentences that rules make for the fields of a schema, by the name of the field. */
export function ruledWords(source: Source): (schema: SourceSchema) => Record<string, string> {
  const rules = allRules(source);
  const nouns = new Map(source.resources.map(({ attribute, singular }) => [attribute, singular]));
  return ({ fields = {}, marks = {} }) =>
    Object.fromEntries(
      Object.keys(fields).flatMap((name) => {
        const refersTo = nouns.get(rules[name]?.[0]?.resource ?? '');
        const partner = partnerOf(name, fields);
        const named = partner !== undefined && name.endsWith('_name') && rules[partner];
        const instead = marks[name]?.instead ?? (named ? partner : undefined);
        const sentence = wordsByRule({ name, refersTo, instead, partner });
        return sentence === undefined ? [] : [[name, sentence]];
      }),
    );
}
