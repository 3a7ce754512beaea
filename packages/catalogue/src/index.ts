export {
  allOperations,
  allResources,
  findOperation,
  findResource,
  resourceNamed,
  resourceNames,
  toCamel,
  toKebab,
} from './lookup.js';
export { createRouteMatcher, type RouteMatch, type RouteMatcher } from './match-route.js';
export type {
  BodyShape,
  IdKind,
  ListShape,
  Operation,
  PagingStyle,
  Resource,
  Safety,
} from './model.js';
export { findParameterRule, type ParameterRule, usualPartners } from './parameter-rules.js';
