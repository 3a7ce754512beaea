import type { Source, SourceSchema } from '../compiler/source.js';
import type { Change } from './change.js';
import type { Contract, ContractSchema } from './read-contract.js';

/** The source as its files have it, and the same after the compiler's repairs; a document may agree with either. */
export interface Baseline {
  readonly raw: Source;
  readonly repaired: Source;
}

/** Brings the schemas of a contract into the source and returns what changed. */
export function mergeSchemas(
  baseline: Baseline,
  contract: Contract,
  nameOf: (wire: string) => string,
  since: string,
): Change[] {
  const repaired = new Map(
    baseline.repaired.schemas.map((schema) => [schema.wire ?? schema.name, schema]),
  );
  const existing = new Map(
    baseline.raw.schemas.map((schema) => [schema.wire ?? schema.name, schema]),
  );
  const changes: Change[] = [];
  for (const stated of contract.schemas) {
    const schema = existing.get(stated.wire);
    if (schema) changes.push(...mergeSchema(schema, repaired.get(stated.wire) ?? schema, stated));
    else {
      baseline.raw.schemas.push(newSchema(stated, nameOf(stated.wire), since));
      changes.push({
        kind: 'schema added',
        at: stated.wire,
        to: `${Object.keys(stated.fields).length} fields`,
      });
    }
  }
  const stated = new Set(contract.schemas.map((schema) => schema.wire));
  for (const [wire, schema] of existing) {
    if (stated.has(wire) || schema.legacy || schema.partial) continue;
    schema.legacy = true;
    changes.push({ kind: 'schema removed', at: wire });
  }
  return changes;
}

function newSchema(stated: ContractSchema, name: string, since: string): SourceSchema {
  return {
    name,
    ...(name !== stated.wire && { wire: stated.wire }),
    since,
    ...constraintsOf(stated),
    ...shapeOf(stated),
  };
}

const shapeOf = (stated: ContractSchema): Partial<SourceSchema> =>
  stated.enum ? { enum: [...stated.enum] } : { fields: { ...stated.fields } };

function constraintsOf(
  stated: ContractSchema,
): Pick<SourceSchema, 'required' | 'readonly' | 'maxLength'> {
  return {
    ...(stated.required.length > 0 && { required: [...stated.required] }),
    ...(stated.readonly.length > 0 && { readonly: [...stated.readonly] }),
    ...(Object.keys(stated.maxLength).length > 0 && { maxLength: { ...stated.maxLength } }),
  };
}

function mergeSchema(
  schema: SourceSchema,
  repaired: SourceSchema,
  stated: ContractSchema,
): Change[] {
  const changes: Change[] = [];
  if (schema.legacy) {
    delete schema.legacy;
    changes.push({ kind: 'schema returned', at: stated.wire });
  }
  if (schema.partial && !stated.partial) {
    delete schema.partial;
    changes.push({
      kind: 'schema changed',
      at: stated.wire,
      from: 'types unknown',
      to: 'types known',
    });
  }
  if (stated.enum) return [...changes, ...mergeEnum(schema, stated)];
  return [
    ...changes,
    ...mergeFields(schema, repaired, stated),
    ...mergeConstraints(schema, stated),
  ];
}

function mergeEnum(schema: SourceSchema, stated: ContractSchema): Change[] {
  const [from, to] = [schema.enum?.join(', ') ?? 'an object', stated.enum?.join(', ') ?? ''];
  if (from === to) return [];
  schema.enum = [...(stated.enum ?? [])];
  delete schema.fields;
  return [{ kind: 'schema changed', at: stated.wire, from, to }];
}

function mergeFields(
  schema: SourceSchema,
  repaired: SourceSchema,
  stated: ContractSchema,
): Change[] {
  const changes: Change[] = [];
  const fields = { ...schema.fields };
  for (const [name, to] of Object.entries(stated.fields)) {
    const from = fields[name];
    // A field that was added by hand and is now in the document too has not changed.
    if (from === to || repaired.fields?.[name] === to) continue;
    const at = `${stated.wire} ${name}`;
    changes.push(
      from === undefined
        ? { kind: 'field added', at, to }
        : { kind: 'field changed', at, from, to },
    );
    fields[name] = to;
  }
  for (const name of Object.keys(fields)) {
    if (name in stated.fields || stated.partial) continue;
    changes.push({ kind: 'field removed', at: `${stated.wire} ${name}` });
    delete fields[name];
  }
  if (changes.length > 0) schema.fields = fields;
  return changes;
}

function mergeConstraints(schema: SourceSchema, stated: ContractSchema): Change[] {
  const next = constraintsOf(stated);
  return (['required', 'readonly', 'maxLength'] as const).flatMap((key): Change[] => {
    const [from, to] = [canonical(schema[key]), canonical(next[key])];
    if (from === to) return [];
    delete schema[key];
    Object.assign(schema, next[key] && { [key]: next[key] });
    return [{ kind: 'schema changed', at: `${stated.wire} ${key}`, from, to }];
  });
}

/** The same text for the same content, whatever the order of its members. */
function canonical(value: readonly string[] | Record<string, number> | undefined): string {
  if (!value) return 'none';
  const members = Array.isArray(value)
    ? value
    : Object.entries(value).map(([name, limit]) => `${name}=${limit}`);
  return [...members].sort().join(', ');
}
