import { descriptions as text } from './generated/descriptions.js';

interface Descriptions {
  readonly parameters: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly paging: Readonly<Record<string, string>>;
}

const { parameters, fields, aliases, paging } = JSON.parse(text) as Descriptions;

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** What a common query parameter of a type does, or undefined where its name says it. */
export const describeParameter = (name: string, type: string): string | undefined =>
  own(parameters, `${name}:${type}`);

/** What a common field of a type holds, or undefined where its name says it. */
export const describeField = (name: string, type: string): string | undefined =>
  own(fields, `${name}:${type}`);

/** Other names for what an operation takes: those that its parameters and fields have elsewhere, with Halo's name here. */
export const aliasesOf = (operationId: string): Readonly<Record<string, string>> =>
  own(aliases, operationId) ?? {};

/** The query parameters by which pages are read, with their types. */
export const pagingParameters: Readonly<Record<string, string>> = paging;
