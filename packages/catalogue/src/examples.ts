import { examples as text } from './generated/examples.js';
import type { Json } from './records.js';

/**
 * What a request is sent with to show how it is used. In braces stands what a face puts in: `{own tickets}` is a ticket that was made
 * for the examples, `{line invoices}` the first line of such an invoice, `{made toDos}` what the create of the resource made,
 * `{found toDos}` the first of its list, `{unique}` and `{guid}` what no earlier run has used, `{text}` a text that says where it comes
 * from, and any other name a value that an earlier answer left or that only a person can give.
 */
export interface Example {
  readonly body?: Json;
  readonly query?: Readonly<Record<string, string>>;
  readonly path?: Readonly<Record<string, string>>;
  /** Names for members of the answer, which later requests take. */
  readonly keeps?: Readonly<Record<string, string>>;
  /** A value that the request has no place for and cannot do without. */
  readonly alsoNeeds?: string;
}

interface Examples {
  readonly values: Readonly<Record<string, string | number>>;
  readonly operations: Readonly<Record<string, Example>>;
}

const { values, operations } = JSON.parse(text) as Examples;

/** The example of an operation; empty where its contract says enough. */
export const exampleOf = (operationId: string): Example =>
  (Object.hasOwn(operations, operationId) ? operations[operationId] : undefined) ?? {};

/** What a parameter or field is to hold wherever it is demanded, where the contract does not say it. */
export const demandedValue = (name: string): string | number | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
