import { findResource, type Operation, type Resource } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { examples } from '../data/examples.js';
import { kebab } from '../flags/flag-name.js';
import type { VerbSetting } from './verb.js';

const id: Readonly<Record<string, string>> = {
  int: '1',
  long: '1',
  uuid: '00000000-0000-0000-0000-000000000001',
};

/** A line that runs as it stands: a worked one for the common resources, else one made from what the operation demands. */
export function exampleOf({ resource, verb }: VerbSetting): string {
  const worked = examples[`${resource.attribute} ${verb.name}`];
  return worked ?? exampleWith(['halo', resource.topic, verb.name], { resource, verb });
}

/** A line that begins with these words, made from what the operation demands. */
export const exampleWith = (begin: readonly string[], setting: VerbSetting): string =>
  [...begin, ...wordsFor(setting)].join(' ');

const exampleField = ({ attribute }: Resource): string =>
  detailsOf(attribute).exampleField ?? 'name';

function wordsFor({ resource, verb }: VerbSetting): string[] {
  const { operation, kind } = verb;
  const one = id[resource.idKind] ?? 'A1';
  const needs = needed(operation).flatMap((name) => [`--${kebab(name)}`, '1']);
  switch (kind) {
    case 'list':
      return [...(verb.fixedQuery ? [one] : []), ...needs, '--all'];
    case 'get':
      return [one, ...needs, '--json'];
    case 'show':
      return [one];
    case 'create':
      return ['--data', `${exampleField(resource)}=New`, '--dry-run'];
    case 'update':
      return [one, '--data', `${exampleField(resource)}=New`, '--dry-run'];
    case 'delete':
      return [one, ...needs, '--yes', '--dry-run'];
    case 'create-related':
      return [one, '--data', 'note=Done', '--dry-run'];
    default:
      return [
        ...Object.values(operation.params).map((type) => id[type] ?? 'A1'),
        ...needs,
        ...(operation.body === 'form' ? ['--form', 'file=@photo.png'] : []),
        '--dry-run',
      ];
  }
}

const needed = ({ resource, verb }: Operation): readonly string[] =>
  findResource(resource)?.needs[verb as 'list' | 'get' | 'delete'] ?? [];
