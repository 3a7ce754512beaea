import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const behavioursFolder = 'packages/sandbox/src/behaviours';

interface Exported {
  readonly name: string;
  readonly isList: boolean;
}

const exported = (text: string): Exported[] =>
  [...text.matchAll(/^export const (\w+): (readonly )?Behaviour(?:\[\])? =/gm)].map(
    ([, name, list]) => ({ name: name!, isList: list !== undefined }),
  );

/**
 * The `index.ts` of each area of behaviours, by path: all behaviours that the files of the area export. What the area is about, and the
 * name of its list, stay as they are.
 */
export function behaviourIndexes(): Record<string, string> {
  const areas = readdirSync(join(root, behavioursFolder), { withFileTypes: true });
  return Object.fromEntries(
    areas
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => [`${behavioursFolder}/${name}/index.ts`, indexOf(name)]),
  );
}

function indexOf(area: string): string {
  const folder = join(root, behavioursFolder, area);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
    .sort()
    .map((file) => ({ file, found: exported(readFileSync(join(folder, file), 'utf8')) }))
    .filter(({ found }) => found.length > 0);
  const imports = files.map(({ file, found }) => importOf(file, found));
  const names = files.flatMap(({ found }) =>
    found.map(({ name, isList }) => (isList ? `...${name}` : name)),
  );
  return [
    "import type { Behaviour } from '../../resources/contract.js';",
    ...imports,
    '',
    ...headOf(join(folder, 'index.ts')),
    ...names.map((name) => `  ${name},`),
    '];',
    '',
  ].join('\n');
}

/** The longest line that the formatter leaves in one piece. */
const width = 100;

function importOf(file: string, found: readonly Exported[]): string {
  const names = found.map(({ name }) => name).sort((a, b) => a.localeCompare(b, 'en'));
  const from = `from './${file.replace(/\.ts$/, '.js')}';`;
  const line = `import { ${names.join(', ')} } ${from}`;
  if (line.length <= width) return line;
  return ['import {', ...names.map((name) => `  ${name},`), `} ${from}`].join('\n');
}

/** The sentence about the area and the beginning of its list. */
function headOf(file: string): string[] {
  const [head] = /^\/\*\*.*\*\/\nexport const \w+: readonly Behaviour\[\] = \[$/m.exec(
    readFileSync(file, 'utf8'),
  ) ?? [''];
  if (head === '') throw new Error(`${file} does not say what its area is about`);
  return head.split('\n');
}
