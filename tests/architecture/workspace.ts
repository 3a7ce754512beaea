import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** The root of the workspace. */
export const root: string = join(import.meta.dirname, '..', '..');

/** A node of the syntax tree, as far as the rules look at it. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A parsed source file with its path from the root. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: SyntaxNode;
  readonly comments: readonly { readonly value: string }[];
  /** What the file imports or re-exports, statically or dynamically. */
  readonly imports: readonly string[];
}

/** A manifest, as far as the rules look at it. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const skipped = new Set(['node_modules', 'dist', 'generated', 'fixtures', 'coverage']);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    if (skipped.has(entry.name) || entry.name.startsWith('.')) continue;
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

/** Paths from the root that match one of the patterns, without what is built, installed, generated or a fixture. */
export const filesMatching = (...patterns: RegExp[]): string[] =>
  [...filesBelow('.')].filter((path) => patterns.some((pattern) => pattern.test(path))).sort();

/** Sources of the packages, and with them the catalogue's compiler and importer. */
export const packageSources = (): SourceFile[] =>
  parseFiles(filesMatching(/^packages\/[^/]+\/src\/.*\.ts$/, /^packages\/catalogue\/(compiler|importer)\/.*\.ts$/));

/** Scripts, benchmarks and examples. */
export const programSources = (): SourceFile[] => parseFiles(filesMatching(/^(scripts|bench|examples)\/.*\.(ts|js)$/));

/** Tests and what they share. */
export const testSources = (): SourceFile[] => parseFiles(filesMatching(/^packages\/[^/]+\/test\/.*\.ts$/, /^tests\/.*\.ts$/));

/** The text of a file by its path from the root. */
export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The manifest in a folder. */
export const readManifest = (folder: string): Manifest => JSON.parse(readText(join(folder, 'package.json'))) as Manifest;

/** Folders of all packages that exist. */
export const packageFolders = (): string[] => filesMatching(/^packages\/[^/]+\/package\.json$/).map((path) => posix.dirname(path));

/** Parses files. */
export const parseFiles = (paths: readonly string[]): SourceFile[] => paths.map(parseFile);

function parseFile(path: string): SourceFile {
  const text = readText(path);
  const { program, comments, errors, module } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const literal = (range: { start: number; end: number }): string => text.slice(range.start, range.end).replace(/^['"`]|['"`]$/g, '');
  const imports = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) => entry.entries.flatMap((item) => item.moduleRequest?.value ?? [])),
    // A name that is computed is that of a module which may not be there, and is looked for when it is wanted.
    ...module.dynamicImports.flatMap(({ moduleRequest }) =>
      /^['"`]/.test(text.slice(moduleRequest.start)) ? [literal(moduleRequest)] : [],
    ),
  ];
  return { path, text, program: program as unknown as SyntaxNode, comments, imports };
}

/** Every node below a node, itself first, each with its parent. */
export function* walk(node: SyntaxNode, parent?: SyntaxNode): Generator<[node: SyntaxNode, parent: SyntaxNode | undefined]> {
  yield [node, parent];
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (child && typeof child === 'object' && typeof (child as SyntaxNode).type === 'string') yield* walk(child as SyntaxNode, node);
    }
  }
}

/** The line of an offset, counted from 1. */
export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
