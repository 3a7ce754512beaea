import { createHash } from 'node:crypto';
import type { Option } from 'commander';
import type { Entry } from '../../src/reference/command-facts.js';

/**
 * Every command with its arguments and flags. What every command has stands at the program alone; flags that the catalogue
 * gives are counted and hashed, since their names stand in its generated files.
 */
export function renderSurface(program: Entry, commands: readonly Entry[]): string {
  const shared = new Set(program.command.options.filter(({ helpGroupHeading }) => helpGroupHeading !== undefined).map(flagsOf));
  const own = ({ command }: Entry): Option[] => command.options.filter((option) => !shared.has(flagsOf(option)));
  const paragraphs = commands.map((entry) => paragraph(entry, own(entry)));
  return [paragraph(program, program.command.options), ...paragraphs].join('\n').concat('\n');
}

function paragraph({ words, command }: Entry, options: readonly Option[]): string {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [['halo', words, ...args].filter(Boolean).join(' '), ...linesFor(options).map((line) => `  ${line}`)].join('\n');
}

const spelled = (options: readonly Option[]): string[] => options.map(flagsOf);

/** Our own flags by name, and those that the catalogue gives by the heading that they stand under. */
function linesFor(options: readonly Option[]): string[] {
  const ours = options.filter((option) => !isWire(option));
  const wire = options.filter(isWire);
  const headings = [...new Set(wire.map(headingOf))].map((heading) => {
    const names = spelled(wire.filter((option) => headingOf(option) === heading));
    return `${heading} ${names.length} flags, ${createHash('sha256').update(names.join('\n')).digest('hex').slice(0, 12)}`;
  });
  return [...spelled(ours), ...headings];
}

const headingOf = ({ helpGroupHeading }: Option): string => helpGroupHeading ?? 'Other spellings:';
const isWire = (option: Option): boolean => option.attributeName().includes(':');
const flagsOf = ({ flags, mandatory }: Option): string => `${flags}${mandatory ? ' (needed)' : ''}`;
