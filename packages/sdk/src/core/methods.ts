import type { ResourceName } from '../types/names.js';
import type { Context } from './context.js';
import type { WireRecord } from './records.js';

/** What records and rows of each resource are, to those who declare methods: `Of['row']['actions']`. */
export interface Kinds {
  readonly record: Readonly<Record<ResourceName, unknown>>;
  readonly row: Readonly<Record<ResourceName, unknown>>;
}

/** Records and rows as they stand on the wire: what the bodies of methods work with. */
export interface WireKinds extends Kinds {
  readonly record: Readonly<Record<ResourceName, WireRecord>>;
  readonly row: Readonly<Record<ResourceName, WireRecord>>;
}

/** The bodies of methods: each takes the context and the object that it is a method of, and then what the caller gives. */
export type Bodies<Methods, Self = WireRecord, Of = Context> = {
  readonly [Name in keyof Methods]: Methods[Name] extends (...input: infer Input) => infer Output
    ? (context: Of, self: Self, ...input: Input) => Output
    : never;
};

/** What each method takes, in the words of `demandArguments`. */
export type Parameters<Methods> = { readonly [Name in keyof Methods]-?: string };
