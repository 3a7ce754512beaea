import { type Resource, resourceNamed } from 'halopsa-catalogue';
import { type Reference as FieldReference, referencesOf } from 'halopsa-catalogue/references';
import { type Field, findSchema, type Schema } from 'halopsa-catalogue/schemas';
import type { HaloRecord, Key } from '../store/port.js';
import {
  type Behaviour,
  PRIORITIES,
  type Reference,
  type ResourceModel,
  type ResourceRules,
  type ServerRules,
} from './contract.js';
import { findReferences } from './reference-names.js';

/** Joins the catalogue's facts on a resource with the behaviours that are on. */
class JoinedModel implements ResourceModel {
  readonly resource: Resource;
  readonly schema: Schema | undefined;
  readonly rowFields: ReadonlySet<string> | undefined;
  readonly rules: readonly ResourceRules[];
  /** The rules of all resources, and its own. */
  readonly #all: readonly ResourceRules[];
  #references: readonly Reference[] | undefined;
  #refers: readonly [string, FieldReference][] | undefined;
  /** Rules by name, gathered when they are first asked for: every request asks for several. */
  readonly #every = new Map<
    keyof ResourceRules,
    readonly NonNullable<ResourceRules[keyof ResourceRules]>[]
  >();

  constructor(resource: Resource, acting: readonly Behaviour[]) {
    this.resource = resource;
    const row = knownSchema(resource.row);
    this.rowFields = row && new Set(['id', ...row.fields.keys()]);
    const own = behavioursOf(resource.attribute, acting);
    this.rules = own.filter((one) => one.resource !== undefined).map(({ rules }) => rules);
    this.#all = own.map(({ rules }) => rules);
    this.schema = extended(
      knownSchema(resource.schema),
      Object.assign({}, ...this.every('extraFields')),
    );
  }

  rule<Name extends keyof ResourceRules>(name: Name): ResourceRules[Name] | undefined {
    return this.every(name).at(-1);
  }

  every<Name extends keyof ResourceRules>(name: Name): readonly NonNullable<ResourceRules[Name]>[] {
    const known = this.#every.get(name);
    if (known) return known as NonNullable<ResourceRules[Name]>[];
    const found = this.#all.flatMap((rules) => {
      const rule = rules[name];
      return rule === undefined || rule === null ? [] : [rule as NonNullable<ResourceRules[Name]>];
    });
    this.#every.set(name, found);
    return found;
  }

  /** Found when the first record is written. */
  references(): readonly Reference[] {
    this.#references ??= this.schema ? findReferences(this.resource.attribute, this.schema) : [];
    return this.#references;
  }

  refers(): readonly (readonly [string, FieldReference])[] {
    this.#refers ??= referencesOf(this.resource.attribute).filter(
      ([, { key, names }]) => !names.includes(key),
    );
    return this.#refers;
  }

  keyOf(record: HaloRecord): Key {
    return this.rule('keyOf')?.(record) ?? (record.id as Key);
  }
}

/** The behaviours of a resource, those of all among them, in the order in which they act: by priority, then by their first id. */
export const behavioursOf = (
  attribute: string,
  acting: readonly Behaviour[],
): readonly Behaviour[] =>
  acting
    .filter(({ resource }) => resource === undefined || [resource].flat().includes(attribute))
    .sort(actsBefore);

/** What the server does before it looks at a resource. */
export const serverRules = (acting: readonly Behaviour[]): ServerRules =>
  Object.assign(
    {},
    ...acting
      .filter(({ resource }) => resource === undefined)
      .sort(actsBefore)
      .map(({ rules }) => rules),
  ) as ServerRules;

const rank = ({ priority = 'usual' }: Behaviour): number => PRIORITIES.indexOf(priority);
const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const actsBefore = (one: Behaviour, other: Behaviour): number =>
  rank(one) - rank(other) || byText(one.ids[0], other.ids[0]);

/** Finds the models of resources, each built once per sandbox. */
export function createModels(acting: readonly Behaviour[]): (attribute: string) => ResourceModel {
  const known = new Map<string, ResourceModel>();
  return (attribute) => {
    const found = known.get(attribute);
    if (found) return found;
    const model = new JoinedModel(resourceNamed(attribute), acting);
    known.set(attribute, model);
    return model;
  };
}

/** The contract's schema with fields beyond it. */
function extended(
  schema: Schema | undefined,
  extra: Readonly<Record<string, string>>,
): Schema | undefined {
  if (!schema || Object.keys(extra).length === 0) return schema;
  const added = Object.entries(extra).map(([name, type]): [string, Field] => [
    name,
    {
      name,
      type,
      nullable: true,
      required: false,
      readonly: false,
      set: 'writable',
      instead: undefined,
      maxLength: undefined,
    },
  ]);
  return { ...schema, fields: new Map([...schema.fields, ...added]) };
}

const knownSchema = (name: string | undefined): Schema | undefined => {
  const schema = name === undefined ? undefined : findSchema(name);
  return schema && schema.fields.size > 0 && !schema.partial ? schema : undefined;
};
