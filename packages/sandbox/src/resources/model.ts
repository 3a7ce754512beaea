import { findResource, type Resource } from 'halopsa-catalogue';
import { type Field, findSchema, type Schema } from 'halopsa-catalogue/schemas';
import { behaviours } from '../behaviours/index.js';
import type { HaloRecord, Key } from '../store/port.js';
import type { Switches } from '../switches.js';
import { findReferences, type Reference } from './reference-names.js';
import type { Behaviour, ResourceRules } from './rules.js';

/** A resource as the sandbox serves it: the catalogue's facts joined with the behaviours that are on. */
export class ResourceModel {
  readonly resource: Resource;
  readonly schema: Schema | undefined;
  /** Fields of a list row, or undefined where the contract does not say. */
  readonly rowFields: ReadonlySet<string> | undefined;
  readonly rules: readonly ResourceRules[];
  #references: readonly Reference[] | undefined;

  constructor(resource: Resource, switches: Switches, all: readonly Behaviour[] = behaviours) {
    this.resource = resource;
    const row = knownSchema(resource.row);
    this.rowFields = row && new Set(['id', ...row.fields.keys()]);
    this.rules = all
      .filter((behaviour) => [behaviour.resource].flat().includes(resource.attribute) && switches.on(behaviour.ids[0], !behaviour.optional))
      .map((behaviour) => behaviour.rules);
    this.schema = extended(knownSchema(resource.schema), Object.assign({}, ...this.every('extraFields')));
  }

  /** The rule of this name that counts: that of the last behaviour which has one. */
  rule<Name extends keyof ResourceRules>(name: Name): ResourceRules[Name] | undefined {
    return this.rules.findLast((rules) => rules[name] !== undefined)?.[name];
  }

  /** The rules of this name of all behaviours, in order. */
  every<Name extends keyof ResourceRules>(name: Name): NonNullable<ResourceRules[Name]>[] {
    return this.rules.flatMap((rules) => {
      const rule = rules[name];
      return rule === undefined || rule === null ? [] : [rule as NonNullable<ResourceRules[Name]>];
    });
  }

  /** The fields that name other records; found when the first record is written. */
  references(): readonly Reference[] {
    this.#references ??= findReferences(this.schema?.fields.keys() ?? []);
    return this.#references;
  }

  /** The key under which a record is stored. */
  keyOf(record: HaloRecord): Key {
    return this.rule('keyOf')?.(record) ?? (record.id as Key);
  }
}

/** Finds the models of resources, each built once per sandbox. */
export function createModels(switches: Switches): (attribute: string) => ResourceModel {
  const known = new Map<string, ResourceModel>();
  return (attribute) => {
    const found = known.get(attribute);
    if (found) return found;
    const resource = findResource(attribute);
    if (!resource) throw new Error(`no resource is named ${attribute}`);
    const model = new ResourceModel(resource, switches);
    known.set(attribute, model);
    return model;
  };
}

/** The contract's schema with fields beyond it. */
function extended(schema: Schema | undefined, extra: Readonly<Record<string, string>>): Schema | undefined {
  if (!schema || Object.keys(extra).length === 0) return schema;
  const added = Object.entries(extra).map(([name, type]): [string, Field] => [
    name,
    { name, type, nullable: true, required: false, readonly: false, set: 'writable', instead: undefined, maxLength: undefined },
  ]);
  return { ...schema, fields: new Map([...schema.fields, ...added]) };
}

const knownSchema = (name: string | undefined): Schema | undefined => {
  const schema = name === undefined ? undefined : findSchema(name);
  return schema && schema.fields.size > 0 && !schema.partial ? schema : undefined;
};
