import { allOperations } from './lookup.js';
import type { Operation } from './model.js';

/** A node of the tree of path segments; keys are lower-case, `*` is a parameter. */
interface Node {
  readonly children: Map<string, Node>;
  readonly operations: Map<string, Operation>;
}

/** What a concrete path leads to. */
export interface RouteMatch {
  readonly operation: Operation;
  /** Path parameters of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
}

const newNode = (): Node => ({ children: new Map(), operations: new Map() });

/** Finds the operation behind a method and a concrete path below `/api`; paths are case-insensitive as on Halo's servers. */
export type RouteMatcher = (method: string, path: string) => RouteMatch | undefined;

/** Builds a matcher over all operations. `methodsAt(path)` lists what a path answers to. */
export function createRouteMatcher(
  operations: readonly Operation[] = allOperations(),
): RouteMatcher & { methodsAt(path: string): string[] } {
  const root = newNode();
  for (const operation of operations) insert(root, operation);
  const match = (method: string, path: string): RouteMatch | undefined => {
    const segments = split(path);
    const node = find(root, segments, 0, method);
    const operation = node?.operations.get(method);
    return operation && { operation, params: readParams(operation, segments) };
  };
  const methodsAt = (path: string): string[] =>
    ['GET', 'POST', 'DELETE'].filter((method) => match(method, path));
  return Object.assign(match, { methodsAt });
}

const split = (path: string): string[] => path.split('/').filter((segment) => segment !== '');
const isParameter = (segment: string): boolean => segment.startsWith('{');

function insert(root: Node, operation: Operation): void {
  let node = root;
  for (const segment of split(operation.path)) {
    const key = isParameter(segment) ? '*' : segment.toLowerCase();
    const next = node.children.get(key) ?? newNode();
    node.children.set(key, next);
    node = next;
  }
  node.operations.set(operation.method, operation);
}

/** A literal segment wins over a parameter, and the search backs up where the literal branch has no such method. */
function find(
  node: Node,
  segments: readonly string[],
  at: number,
  method: string,
): Node | undefined {
  const segment = segments[at];
  if (segment === undefined) return node.operations.has(method) ? node : undefined;
  for (const key of [segment.toLowerCase(), '*']) {
    const next = node.children.get(key);
    const found = next && find(next, segments, at + 1, method);
    if (found) return found;
  }
  return undefined;
}

function readParams(operation: Operation, segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  split(operation.path).forEach((segment, index) => {
    if (!isParameter(segment)) return;
    const names = [...segment.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name);
    const given = segments[index] ?? '';
    const values = names.length > 1 ? given.split('&') : [given];
    names.forEach((name, position) => {
      params[name] = decode(values[position] ?? '');
    });
  });
  return params;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
