import { posix } from 'node:path';
import { type SourceFile, walk } from './workspace.js';

/** What the types of a file import in place: `typeof import('./tickets.js')`. */
const typeImports = ({ program }: SourceFile): string[] =>
  [...walk(program)].flatMap(([{ type, source }]) =>
    type === 'TSImportType' ? [String((source as { value?: unknown } | undefined)?.value ?? '')] : [],
  );

/** Which files of the same package a file imports, types and lazy imports included. */
function neighbours(file: SourceFile): string[] {
  const relative = [...file.imports, ...typeImports(file)].filter((name) => name.startsWith('.'));
  return relative.map((name) => posix.join(posix.dirname(file.path), name).replace(/\.js$/, '.ts'));
}

/** The groups of files that import each other in a circle, largest first: Tarjan's strongly connected components. */
export function circles(files: readonly SourceFile[]): string[][] {
  const known = new Set(files.map(({ path }) => path));
  const edges = new Map(files.map((file) => [file.path, neighbours(file).filter((path) => known.has(path))]));
  const order = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];

  /** Visits a file and what it imports, and gives the earliest file on the stack that can be reached from it. */
  const visit = (path: string): number => {
    const own = order.size;
    order.set(path, own);
    stack.push(path);
    const reached = edges.get(path)!.map((next) => {
      if (!order.has(next)) return visit(next);
      return stack.includes(next) ? order.get(next)! : own;
    });
    const earliest = Math.min(own, ...reached);
    if (earliest < own) return earliest;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1 || edges.get(path)!.includes(path)) found.push(group.sort());
    return own;
  };

  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return found.sort((one, other) => other.length - one.length);
}
