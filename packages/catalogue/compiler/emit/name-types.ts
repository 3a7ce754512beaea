import { takesKey } from '../../src/takes-key.js';
import { allRules, fits, keysOf, listOf, rowFields } from '../references.js';
import type { Source, SourceOperation, SourceResource } from '../source.js';
import type { SourceReference } from '../source-references.js';
import { property } from './banner.js';
import { docOf, fieldDocs } from './docs.js';
import { typeScriptType } from './record-types.js';

/** A word under which a name is taken: the wire name that takes the id, and what it refers to. */
interface NameType {
  readonly key: string;
  readonly field: string;
  readonly type: string;
  readonly target: SourceResource;
}

/** What all emitters of names look up. */
export interface NameRules {
  readonly source: Source;
  readonly rules: Readonly<Record<string, SourceReference[]>>;
  readonly docs: ReturnType<typeof fieldDocs>;
}

export const nameRules = (source: Source): NameRules => ({
  source,
  rules: allRules(source),
  docs: fieldDocs(source),
});

const plain = (type: string): string => type.replace(/\?$/, '');

/** The resource whose records a field names; undefined where it refers to none, or holds the name itself. */
function targetOf(
  resource: SourceResource,
  field: string,
  type: string,
  { source, rules }: NameRules,
): SourceResource | undefined {
  const own = source.references.resources[resource.attribute]?.[field];
  const fitting = (own ? listOf(own) : (rules[field] ?? [])).flatMap((rule) => {
    const target = source.resources.find(({ attribute }) => attribute === rule.resource);
    if (!target || !fits(type, rule, source)) return [];
    const key = rule.key ?? keyFor(target, type, source);
    return target === resource && key === field ? [] : [{ target, key }];
  });
  const [first] = fitting;
  return first && isNamed(first.target, first.key, source) ? first.target : undefined;
}

const keyFor = (target: SourceResource, type: string, source: Source): string | undefined =>
  Object.entries(keysOf(target, source)).find(([, one]) => takesKey(type, one))?.[0];

/** Whether records have names beside the key that a field holds. */
function isNamed(target: SourceResource, key: string | undefined, source: Source): boolean {
  const fields = rowFields(target, source);
  const names = target.naming?.names ?? (fields && !('name' in fields) ? [] : ['name']);
  return names.length > 0 && key !== undefined && !names.includes(key);
}

function namesAmong(
  resource: SourceResource,
  wires: Readonly<Record<string, string>>,
  rules: NameRules,
): NameType[] {
  const isTaken = (name: string): boolean => name in wires && !/^[A-Z]/.test(wires[name] ?? '');
  return Object.entries(wires).flatMap(([field, text]): NameType[] => {
    const type = plain(text);
    const target = targetOf(resource, field, type, rules);
    const key = field.replace(/_id$/, '');
    if (!target || (key !== field && isTaken(key))) return [];
    return [{ key, field, type, target }];
  });
}

/** Emits the words under which the fields of a resource take names; undefined where there are none. */
export function emitRecordNames(resource: SourceResource, rules: NameRules): string | undefined {
  const schema = rules.source.schemas.find(({ name }) => name === resource.schema);
  const docs = rules.docs.get(schema?.name ?? '') ?? {};
  const fields = schema?.fields ?? {};
  const names = namesAmong(resource, fields, rules).filter(
    ({ field }) => schema?.marks?.[field]?.set !== 'computed',
  );
  if (names.length === 0) return undefined;
  const lines = names.map(({ key, field, target }) => {
    const object =
      key !== field && key in fields ? ` | R.${typeScriptType(plain(fields[key] ?? ''))}` : '';
    return `${docOf(key === field ? docs[key] : sentence(field, target))}  ${property(key)}?: R.RecordName${object} | null | undefined;\n`;
  });
  return lines.join('');
}

/** Emits the parameters of an operation that take names, by their names: those that the contract has not, and the types of those that it has. */
export function queryNames(
  resource: SourceResource,
  operation: SourceOperation,
  rules: NameRules,
): ReadonlyMap<string, { readonly doc: string | undefined; readonly type: string }> {
  const names = namesAmong(resource, operation.query ?? {}, rules);
  return new Map(
    names.map(({ key, field, type, target }) => [
      key,
      {
        doc: key === field ? undefined : sentence(field, target),
        type: type.endsWith('[]') ? 'R.RecordName | readonly R.RecordName[]' : 'R.RecordName',
      },
    ]),
  );
}

const sentence = (field: string, { singular }: SourceResource): string =>
  `The ${singular}: its name, or its id; sent as \`${field}\`.`;
