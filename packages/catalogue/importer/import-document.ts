import { repairAll } from '../compiler/repairs/index.js';
import type { Source } from '../compiler/source.js';
import type { Change } from './change.js';
import type { OpenApiDocument } from './document.js';
import { mergeOperations } from './merge-operations.js';
import { mergeSchemas } from './merge-schemas.js';
import { schemaName } from './names.js';
import { readContract } from './read-contract.js';
import { type DocumentRepair, Tally } from './tally.js';

/** What an import found, and the source after it. */
export interface ImportResult {
  readonly source: Source;
  readonly changes: readonly Change[];
  readonly repairs: ReadonlyMap<DocumentRepair, number>;
}

/** Holds a document against the source and brings it in; the source that is given stays as it is. `since` marks what is new. */
export function importDocument(
  source: Source,
  document: OpenApiDocument,
  since?: string,
): ImportResult {
  const raw = structuredClone(source);
  const repaired = structuredClone(source);
  repairAll(repaired);
  const tally = new Tally();
  const reader = { nameOf: nameSchemas(source, document), tally };
  const contract = readContract(document, reader);
  const origin = {
    since: since ?? contract.version,
    reader,
    schemas: document.components?.schemas ?? {},
  };
  const changes = [
    ...mergeSchemas({ raw, repaired }, contract, reader.nameOf, origin.since),
    ...mergeOperations({ raw, repaired }, contract, origin),
  ];
  return { source: raw, changes, repairs: tally.counts };
}

/** The names of schemas by Halo's own: the source's where it knows them, else made from Halo's without taking another's. */
function nameSchemas(source: Source, document: OpenApiDocument): (wire: string) => string {
  const names = new Map(source.schemas.map((schema) => [schema.wire ?? schema.name, schema.name]));
  const taken = new Set(names.values());
  for (const wire of Object.keys(document.components?.schemas ?? {})) {
    if (names.has(wire)) continue;
    const name = [schemaName(wire), `${schemaName(wire)}Record`].find(
      (candidate) => !taken.has(candidate),
    );
    if (!name)
      throw new Error(
        `schema ${wire}: the name ${schemaName(wire)} is taken; add the schema to the source by hand`,
      );
    names.set(wire, name);
    taken.add(name);
  }
  return (wire) => names.get(wire) ?? wire;
}
