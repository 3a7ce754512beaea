import { advancedTests } from '../../resources/advanced-search.js';
import type { Behaviour } from '../../resources/contract.js';

/** Lists that declare it take rules with fields, operators and values. */
export const advancedSearch: Behaviour = {
  ids: ['list.advanced-search'],
  rules: {
    tests: (operation, query, model) =>
      operation.query.advanced_search === undefined ? [] : advancedTests(query, model),
  },
};
