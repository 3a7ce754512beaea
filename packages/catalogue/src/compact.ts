import type { BodyShape, IdKind, PagingStyle, Safety } from './model.js';

/** One operation as the route table holds it: verb, method, path after the resource's, safety, query indexes, path parameters, body, body type, flags (1 legacy, 2 partial). */
export type CompactOperation = [
  verb: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  safety: Safety,
  query?: number[],
  params?: Record<string, string> | 0,
  body?: BodyShape,
  bodyType?: string | 0,
  flags?: number,
];

/** One resource as the route table holds it; the list shape is its key, 0 for a bare array, 1 for an object, null for no list; cursor paging is its parameter and field, another with rows of its own is its style and those. */
export type CompactResource = [
  attribute: string,
  path: string,
  singular: string,
  title: string,
  schema: string | 0,
  row: string | 0,
  idKind: IdKind,
  list: string | 0 | 1 | null,
  paging: PagingStyle | 0 | [parameter: string, field: string] | [style: PagingStyle, rows: number],
  needs: Partial<Record<'list' | 'get' | 'delete', string[]>> | 0,
  naturalKeys: string[] | 0,
  legacy: 0 | 1,
  read: string,
  write: string,
  key: string[] | 0,
  operations: CompactOperation[],
];

/** What a field refers to, as `references.yaml` has it; the attribute alone where nothing narrows it down. */
export type CompactRule =
  | string
  | {
      readonly resource: string;
      readonly key?: string;
      readonly query?: Readonly<Record<string, number | string>>;
      readonly only?: Readonly<Record<string, unknown>>;
      readonly last?: Readonly<Record<string, unknown>>;
      readonly madeAlong?: boolean;
    };

/** How records are named, without what is as usual: the key `id` of the type `int`, and the name `name`. */
export interface CompactNaming {
  readonly keys?: Readonly<Record<string, string>>;
  readonly names?: readonly string[];
  readonly label?: string;
  readonly isSearched?: boolean;
  readonly within?: readonly string[];
  readonly apart?: readonly string[];
  readonly path?: readonly string[];
}

type Rules = Readonly<Record<string, CompactRule | readonly CompactRule[]>>;

/** All references: how records are named, and what fields refer to, on every resource and on single ones. */
export interface CompactReferences {
  readonly naming: Readonly<Record<string, CompactNaming>>;
  readonly fields: Rules;
  readonly resources: Readonly<Record<string, Rules>>;
  readonly lookups: Readonly<Record<string, number>>;
  readonly hidden: Readonly<Record<string, CompactHidden>>;
  readonly inactive: Readonly<Record<string, unknown>>;
  readonly unoffered: Readonly<Record<string, unknown>>;
}

export interface CompactHidden {
  readonly value: string;
  readonly unless?: string;
  readonly lists?: readonly string[];
}
