import type { Source, SourceResource } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits what the faces show of resources, and the orders of resources. */
export function emitDetails({ resources, orders }: Source): string {
  const rows = resources.map((resource) => [resource.attribute, detailsOf(resource)] as const);
  const text = JSON.stringify({
    ...orders,
    resources: Object.fromEntries(rows.filter(([, details]) => Object.keys(details).length > 0)),
  });
  return `${banner}export const details: string =\n  ${quote(text)};\n`;
}

/** What is emitted as it is written. */
const KEPT = [
  'columns',
  'selection',
  'page',
  'detailQuery',
  'related',
  'typeForm',
  'exampleField',
  'sets',
  'detailNames',
  'demands',
  'document',
] as const;

const detailsOf = (resource: SourceResource): object => ({
  ...Object.fromEntries(
    KEPT.flatMap((name) => (resource[name] === undefined ? [] : [[name, resource[name]]])),
  ),
  ...(resource.progress && { progress: withoutOrigin(resource.progress) }),
  ...(resource.setUp && { setUp: withoutOrigin(resource.setUp) }),
  ...recordedOf(resource.operations),
});

const withoutOrigin = ({ origin: _, ...rest }: { readonly origin: string }): object => rest;

function recordedOf(operations: SourceResource['operations']): object {
  const found = Object.entries(operations).flatMap(([verb, { recorded }]) =>
    recorded === undefined ? [] : [[verb, recorded] as const],
  );
  return found.length > 0 ? { recorded: Object.fromEntries(found) } : {};
}
