import type { CommandSpec } from '../core/define-command.js';
import { exampleOf } from './examples.js';
import type { Verb, VerbSetting } from './verb.js';

/** What every command of a verb of the catalogue declares. */
export const verbBasics = ({
  resource,
  verb,
}: VerbSetting): Pick<CommandSpec, 'description' | 'example' | 'shared'> => ({
  description: describe(verb),
  example: exampleOf({ resource, verb }),
  shared: 'first',
});

const describe = ({ summary, operation }: Pick<Verb, 'summary' | 'operation'>): string =>
  summary.includes(operation.path)
    ? `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`
    : `${summary.charAt(0).toUpperCase()}${summary.slice(1)} (${operation.method} ${operation.path}).`;
