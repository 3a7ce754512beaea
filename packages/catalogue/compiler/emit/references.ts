import type { CompactNaming, CompactRule } from '../../src/compact.js';
import { allRules, keysOf, listOf, rowFields } from '../references.js';
import type { Source, SourceResource } from '../source.js';
import type { SourceReference } from '../source-references.js';
import { banner, quote } from './banner.js';

/** Emits what fields refer to and how records are named; what is as usual is left out. */
export function emitReferences(source: Source): string {
  const rules = allRules(source);
  const own = Object.entries(source.references.resources).map(([attribute, fields]) => [
    attribute,
    Object.fromEntries(
      Object.entries(fields).map(([field, one]) => [field, compactRules(listOf(one))]),
    ),
  ]);
  const targets = new Set(
    Object.values(rules).flatMap((list) => list.map(({ resource }) => resource)),
  );
  const naming = source.resources
    .filter((resource) => resource.naming || targets.has(resource.attribute))
    .map((resource) => [resource.attribute, compactNaming(resource, source)] as const)
    .filter(([, one]) => Object.keys(one).length > 0);
  const text = JSON.stringify({
    naming: Object.fromEntries(naming),
    fields: Object.fromEntries(
      Object.entries(rules).map(([field, list]) => [field, compactRules(list)]),
    ),
    resources: Object.fromEntries(own),
    lookups: source.references.lookups,
    hidden: Object.fromEntries(
      Object.entries(source.references.hidden ?? {}).map(([name, { origin: _, ...rule }]) => [
        name,
        rule,
      ]),
    ),
    inactive: source.references.inactive ?? {},
    unoffered: source.references.unoffered ?? {},
  });
  return `${banner}export const references: string =\n  ${quote(text)};\n`;
}

function compactRules(rules: readonly SourceReference[]): CompactRule | CompactRule[] {
  const compact = rules.map(({ origin: _, ...rule }) =>
    Object.keys(rule).length === 1 ? rule.resource : rule,
  );
  const [only, another] = compact;
  return only !== undefined && another === undefined ? only : compact;
}

function compactNaming(resource: SourceResource, source: Source): CompactNaming {
  const { origin: _, keys: __, ...naming } = resource.naming ?? { origin: '' };
  const keys = keysOf(resource, source);
  const fields = rowFields(resource, source);
  return {
    ...(JSON.stringify(keys) !== '{"id":"int"}' && { keys }),
    ...(fields && !('name' in fields) && { names: [] }),
    ...naming,
  };
}
