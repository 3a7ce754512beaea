import type { Query } from '../http/query.js';
import type { Test } from '../store/port.js';

/** The test that no record passes. */
export const nothing: Test = () => false;

/** The test that a query has none of these parameters. */
export const without =
  (...names: string[]) =>
  (query: Query): boolean =>
    names.every((name) => query.text(name) === undefined);
