/** How safely an operation may be sent a second time: `read` changes nothing, `idempotent` ends in the same state, `unsafe` may double a record. */
export type Safety = 'read' | 'idempotent' | 'unsafe';

/** How a list answers paging: `undeclared` has an envelope but its contract names no paging parameter; `ignored` always answers page 1. */
export type PagingStyle = 'page-number' | 'none' | 'ignored' | 'undeclared' | 'cursor';

/** The kind of value that identifies a record. */
export type IdKind = 'int' | 'string' | 'uuid';

/** How an operation takes its body: an array of records, one value, a multipart form, or nothing declared. */
export type BodyShape = 'array' | 'single' | 'form' | 'none';

/** One API call: method and path template, with everything that the contract declares about it. */
export interface Operation {
  /** `resource.verb`, the identifier on every face, for example `tickets.list`. */
  readonly id: string;
  /** The attribute of the resource it belongs to, for example `tickets`. */
  readonly resource: string;
  /** `list`, `get`, `upsert`, `delete`, or the operation's own name in camelCase. */
  readonly verb: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Path template below `/api`, for example `/Tickets/{id}`. */
  readonly path: string;
  /** Path parameters in order, each with its catalogue type. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters, each with its catalogue type (`int`, `bool`, `string`, `datetime`, `int[]`, ...). */
  readonly query: Readonly<Record<string, string>>;
  readonly body: BodyShape;
  /** Schema or scalar type of the body, or of one element where the body is an array. */
  readonly bodyType: string | undefined;
  readonly safety: Safety;
  /** True where only the 2025 contract has the operation. */
  readonly legacy: boolean;
  /** True where the contract's parameters for it are not known, so that none can be refused. */
  readonly partial: boolean;
}

/** How the rows of a list arrive: under a key of an envelope, as a bare array, or as one object that is not a list. */
export type ListShape =
  | { readonly kind: 'envelope'; readonly key: string }
  | { readonly kind: 'array' }
  | { readonly kind: 'object' };

/** A group of operations on one kind of record, with its names on every face. */
export interface Resource {
  /** camelCase attribute on the client, for example `kbArticles`. */
  readonly attribute: string;
  /** kebab-case topic on the command line, for example `kb-articles`. */
  readonly topic: string;
  /** Singular noun in words, for example `kb article`. */
  readonly singular: string;
  /** Title for people, for example `KB articles`. */
  readonly title: string;
  /** Path below `/api`, for example `/KBArticle`. */
  readonly path: string;
  /** Name of the schema of one record, where the contract has one. */
  readonly schema: string | undefined;
  /** Name of the schema of one row of the list. */
  readonly row: string | undefined;
  readonly idKind: IdKind;
  readonly list: ListShape | undefined;
  readonly paging: PagingStyle | undefined;
  /** Rows that a page holds at most, whatever is asked for. */
  readonly pageRows: number;
  /** Whether pages of so many rows were seen, and not only expected. */
  readonly pagesSeen: boolean;
  /** With cursor paging: the parameter that asks for older rows, and the row field whose smallest value it takes. */
  readonly cursor: { readonly parameter: string; readonly field: string } | undefined;
  /** Fields that together tell rows of a list apart; empty where no field does. */
  readonly key: readonly string[];
  /** Query parameters that the server demands although the contract does not say so. */
  readonly needs: Readonly<Partial<Record<'list' | 'get' | 'delete', readonly string[]>>>;
  /** Fields that together name a record for a person. */
  readonly naturalKeys: readonly string[];
  readonly legacy: boolean;
  /** Scopes that reading and writing take. */
  readonly scope: { readonly read: string; readonly write: string };
  readonly operations: Readonly<Record<string, Operation>>;
}
