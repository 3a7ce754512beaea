import { descriptions as text } from './generated/descriptions.js';

interface Descriptions {
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly paging: Readonly<Record<string, string>>;
}

const { aliases, paging } = JSON.parse(text) as Descriptions;

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Other names for what an operation takes: those that its parameters and fields have elsewhere, with Halo's name here. */
export const aliasesOf = (operationId: string): Readonly<Record<string, string>> =>
  own(aliases, operationId) ?? {};

/** The query parameters by which pages are read, with their types. */
export const pagingParameters: Readonly<Record<string, string>> = paging;
