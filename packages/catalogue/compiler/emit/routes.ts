import { innerType, parseType } from '../field-type.js';
import { safetyOf } from '../safety.js';
import type { Source, SourceOperation, SourceResource } from '../source.js';
import { banner, quote } from './banner.js';

/**
 * Emits the route table as lines of JSON in one text: a text costs little to load, and a program parses the lines of the
 * few resources that it uses. The first line holds the query parameters, each distinct `name:type` written once and referred
 * to by index; the second the names of the resources; then follows one line each, a `CompactResource` of `src/compact.ts`.
 */
export function emitRoutes(source: Source): string {
  const dictionary = new Map<string, number>();
  const uses = new Map<string, number>();
  for (const key of source.resources.flatMap((r) => Object.values(r.operations)).flatMap(queryKeys))
    uses.set(key, (uses.get(key) ?? 0) + 1);
  for (const [key] of [...uses].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    dictionary.set(key, dictionary.size);
  const names = source.resources.map((resource) => resource.attribute);
  const rows = source.resources.map((resource) => compactResource(resource, dictionary));
  const lines = [[...dictionary.keys()], names, ...rows].map((line) => JSON.stringify(line));
  return `${banner}export const routes: string =\n  ${quote(lines.join('\n'))};\n`;
}

const queryKeys = (operation: SourceOperation): string[] =>
  Object.entries(operation.query ?? {}).map(([name, type]) => `${name}:${type}`);

function compactResource(
  resource: SourceResource,
  dictionary: ReadonlyMap<string, number>,
): unknown[] {
  const { list } = resource;
  return [
    resource.attribute,
    resource.path,
    resource.singular,
    resource.title,
    resource.schema ?? 0,
    list?.row && list.row !== resource.schema ? list.row : 0,
    resource.id.kind,
    shapeOf(resource),
    pagingOf(resource),
    needsOf(resource),
    resource.naturalKeys?.fields ?? 0,
    resource.legacy ? 1 : 0,
    resource.scope.read,
    resource.scope.write,
    resource.id.key ?? 0,
    Object.entries(resource.operations).map(([verb, operation]) =>
      compactOperation(verb, operation, resource, dictionary),
    ),
  ];
}

/** The member of an answer that holds the rows; 0 for a bare array, 1 for any other object, null without a list. */
function shapeOf({ list }: SourceResource): string | number | null {
  if (!list) return null;
  return list.key ?? (list.shape === 'array' ? 0 : 1);
}

function needsOf({ needs }: SourceResource): unknown {
  if (!needs) return 0;
  const { list, get, delete: remove } = needs;
  return { ...(list && { list }), ...(get && { get }), ...(remove && { delete: remove }) };
}

function pagingOf({ paging }: SourceResource): unknown {
  if (!paging) return 0;
  if (paging.style === 'cursor') return [paging.parameter, paging.field];
  return paging.rows ? [paging.style, paging.rows] : paging.style;
}

function bodyKindOf({ body, contentType }: SourceOperation): 'form' | 'none' | 'array' | 'single' {
  if (contentType) return 'form';
  if (!body) return 'none';
  return parseType(body).arrays > 0 ? 'array' : 'single';
}

function compactOperation(
  verb: string,
  operation: SourceOperation,
  resource: SourceResource,
  dictionary: ReadonlyMap<string, number>,
): unknown[] {
  const [method, path = ''] = operation.route.split(' ');
  const row: unknown[] = [
    verb,
    method,
    path.slice(resource.path.length),
    safetyOf(verb, operation),
    queryKeys(operation).map((key) => dictionary.get(key)),
    operation.params ?? 0,
    bodyKindOf(operation),
    operation.body ? innerType(operation.body) : 0,
    (operation.legacy ? 1 : 0) + (operation.partial ? 2 : 0),
  ];
  while (row.at(-1) === 0 || row.at(-1) === 'none') row.pop();
  return row;
}
