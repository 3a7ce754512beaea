import { innerType } from '../compiler/field-type.js';
import type { SourceResource } from '../compiler/source.js';
import type { SchemaObject } from './document.js';
import { resourceNames } from './names.js';
import type { ContractOperation } from './read-contract.js';
import type { TypeReader } from './read-type.js';

/** The first segment of a route's path, for example `/Tickets`. */
export const basePath = (route: string): string => /^[A-Z]+ (\/[^/]+)/.exec(route)?.[1] ?? '/';

/** A resource for routes that the source knows nothing of; what the document does not say is marked as inferred or assumed. */
export function newResource(
  operations: readonly ContractOperation[],
  since: string,
): SourceResource {
  const path = basePath(operations[0]?.route ?? '');
  const find = (pattern: RegExp): ContractOperation | undefined =>
    operations.find((operation) => pattern.test(operation.route));
  const list = find(/^GET \/[^/]+$/);
  const item = find(/^(?:GET|DELETE) \/[^/]+\/\{[^}]+\}$/);
  const save = find(/^POST \/[^/]+$/);
  const schema = save?.body ? innerType(save.body) : undefined;
  const idType = Object.values(item?.params ?? {})[0];
  return {
    path,
    ...resourceNames(path),
    ...(schema && /^[A-Z]/.test(schema) && { schema }),
    id: {
      kind: idType === 'string' || idType === 'uuid' ? idType : 'int',
      origin: item ? 'document' : 'assumed',
    },
    scope: { read: 'all:standard', write: 'admin', origin: 'assumed' },
    since,
    ...(list && {
      paging: { style: 'pageinate' in list.query ? ('page-number' as const) : ('none' as const) },
    }),
    operations: {},
  };
}

type ListFacts = NonNullable<SourceResource['list']>;

/** The shape of a new list: as the document's answer says, else inferred from its paging parameters. */
export function listFacts(
  list: ContractOperation,
  resource: SourceResource,
  schemas: Record<string, SchemaObject>,
  reader: TypeReader,
): ListFacts {
  const row = resource.schema ? { row: resource.schema } : {};
  const answer = list.answer?.$ref
    ? schemas[list.answer.$ref.slice(list.answer.$ref.lastIndexOf('/') + 1)]
    : list.answer;
  if (answer?.type === 'array') {
    const named = answer.items?.$ref?.split('/').at(-1);
    return { shape: 'array', ...(named ? { row: reader.nameOf(named) } : row), origin: 'document' };
  }
  const arrays = Object.entries(answer?.properties ?? {}).filter(([, field]) =>
    [field.type].flat().includes('array'),
  );
  const only = arrays.length === 1 ? arrays[0] : undefined;
  if (only) {
    const named = only[1].items?.$ref?.split('/').at(-1);
    return { key: only[0], ...(named ? { row: reader.nameOf(named) } : row), origin: 'document' };
  }
  if ('pageinate' in list.query) {
    return {
      key: resource.attribute.toLowerCase(),
      ...row,
      origin: 'inferred: the document declares pageinate',
    };
  }
  return { shape: 'array', ...row, origin: 'inferred: no pageinate parameter' };
}
