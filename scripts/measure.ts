/**
 * Prints the figures of each package's sources: sizes, complexity, casts, `unknown` and `!`, circles of imports, and how much
 * test stands against them. `npm run measure`; with `--json` for programs. What the figures should be is in decisions/0022.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { circles } from '../tests/architecture/circles.js';
import {
  filesMatching,
  packageFolders,
  parseFiles,
  readText,
  root,
  type SourceFile,
  walk,
} from '../tests/architecture/workspace.js';

interface Figures {
  readonly package: string;
  readonly files: number;
  readonly lines: number;
  readonly medianFile: number;
  readonly longestFile: number;
  readonly longestFunction: number;
  readonly complexity: number;
  readonly tooComplex: number;
  readonly casts: number;
  readonly unknownPer1000: number;
  readonly bangs: number;
  readonly over100: string;
  readonly inCircles: number;
  readonly tests: string;
}

const widest = 100;
const mostComplexity = 12;

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const isFunction = (type: string): boolean =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type);

/** What the syntax tree of a file says: lines of its longest function, casts, `unknown` in types, and `!`. */
function readTree({ program, text }: SourceFile): {
  longest: number;
  casts: number;
  unknowns: number;
  bangs: number;
} {
  const seen = { longest: 0, casts: 0, unknowns: 0, bangs: 0 };
  for (const [node] of walk(program)) {
    if (isFunction(node.type))
      seen.longest = Math.max(seen.longest, linesOf(text.slice(node.start, node.end)).length);
    if (node.type === 'TSAsExpression' && text.slice(node.end - 5, node.end) !== 'const')
      seen.casts += 1;
    if (node.type === 'TSUnknownKeyword') seen.unknowns += 1;
    if (node.type === 'TSNonNullExpression') seen.bangs += 1;
  }
  return seen;
}

/** The complexity of every function that has any, by file, as the linter counts it. */
function complexities(): Map<string, number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halo-measure-'));
  try {
    const config = JSON.parse(readText('biome.json')) as {
      linter: { rules: object };
      vcs?: unknown;
    };
    const level = { level: 'error', options: { maxAllowedComplexity: 1 } };
    const rules = { preset: 'none', complexity: { noExcessiveCognitiveComplexity: level } };
    const path = join(folder, 'biome.json');
    writeFileSync(
      path,
      JSON.stringify({
        ...config,
        overrides: [],
        vcs: { enabled: false },
        assist: { enabled: false },
        linter: { enabled: true, rules },
      }),
    );
    const args = [
      'biome',
      'lint',
      '--reporter=json',
      '--max-diagnostics=none',
      `--config-path=${path}`,
      'packages',
    ];
    const said = execFileSync('npx', args, {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 1e9,
    });
    return byFile(said);
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (!stdout) throw error;
    return byFile(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function byFile(said: string): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const { diagnostics } = JSON.parse(said) as {
    diagnostics: { location: { path: unknown }; message: unknown; description?: string }[];
  };
  for (const { location, message, description } of diagnostics) {
    const path =
      typeof location.path === 'string'
        ? location.path
        : String((location.path as { file?: string })?.file);
    const complexity = Number(
      /complexity of (\d+)/.exec(`${description ?? ''} ${JSON.stringify(message)}`)?.[1] ?? 0,
    );
    found.set(path, [...(found.get(path) ?? []), complexity]);
  }
  return found;
}

function measure(folder: string, complexity: ReadonlyMap<string, number[]>): Figures {
  const files = parseFiles(
    filesMatching(new RegExp(`^${folder}/(src|compiler|importer)/.*\\.ts$`)),
  );
  const tests = filesMatching(new RegExp(`^${folder}/test/.*\\.ts$`)).flatMap((path) =>
    linesOf(readText(path)),
  );
  const sizes = files.map(({ text }) => linesOf(text).length);
  const lines = files.flatMap(({ text }) => linesOf(text));
  const trees = files.map(readTree);
  const sum = (pick: (tree: (typeof trees)[number]) => number): number =>
    trees.reduce((total, tree) => total + pick(tree), 0);
  const found = files.flatMap(({ path }) => complexity.get(path) ?? []);
  return {
    package: folder.replace('packages/', ''),
    files: files.length,
    lines: lines.length,
    medianFile: median(sizes),
    longestFile: Math.max(0, ...sizes),
    longestFunction: Math.max(0, ...trees.map(({ longest }) => longest)),
    complexity: Math.max(0, ...found),
    tooComplex: found.filter((one) => one > mostComplexity).length,
    casts: sum(({ casts }) => casts),
    unknownPer1000: Number(((sum(({ unknowns }) => unknowns) / lines.length) * 1000).toFixed(1)),
    bangs: sum(({ bangs }) => bangs),
    over100: `${((lines.filter((line) => line.length > widest).length / lines.length) * 100).toFixed(1)} %`,
    inCircles: circles(files).flat().length,
    tests: (tests.length / lines.length).toFixed(2),
  };
}

const complexity = complexities();
const figures = packageFolders().map((folder) => measure(folder, complexity));
if (process.argv.includes('--json')) console.log(JSON.stringify(figures, null, 2));
else console.table(Object.fromEntries(figures.map(({ package: name, ...rest }) => [name, rest])));
