import { check } from './check.js';
import { emitBehaviourIds, emitBehaviours } from './emit/behaviours.js';
import { emitDescriptions } from './emit/descriptions.js';
import { emitDetails } from './emit/details.js';
import { emitExamples } from './emit/examples.js';
import { emitFacts } from './emit/facts.js';
import { emitOperationTypes } from './emit/operation-types.js';
import { emitParameters } from './emit/parameters.js';
import { emitRecordTypes } from './emit/record-types.js';
import { emitReferences } from './emit/references.js';
import { emitRoutes } from './emit/routes.js';
import { emitSchemas } from './emit/schemas.js';
import { emitSynonyms } from './emit/synonyms.js';
import { emitTables } from './emit/tables.js';
import { emitWords } from './emit/words.js';
import { repairAll } from './repairs/index.js';
import type { Source } from './source.js';

/** Compiles a source, which it repairs in place, into the files of `src/generated`, by file name; a source that breaks a rule is refused. */
export function compile(source: Source): Record<string, string> {
  const repairs = repairAll(source);
  const problems = check(source);
  if (problems.length > 0)
    throw new Error(
      `the catalogue's source breaks ${problems.length} rules:\n  ${problems.join('\n  ')}`,
    );
  return {
    'routes.ts': emitRoutes(source),
    'schemas.ts': emitSchemas(source),
    'record-types.ts': emitRecordTypes(source),
    'operation-types.ts': emitOperationTypes(source),
    'parameters.ts': emitParameters(source),
    'synonyms.ts': emitSynonyms(source),
    'tables.ts': emitTables(source),
    'descriptions.ts': emitDescriptions(source),
    'details.ts': emitDetails(source),
    'examples.ts': emitExamples(source),
    'references.ts': emitReferences(source),
    'behaviours.ts': emitBehaviours(source),
    'behaviour-ids.ts': emitBehaviourIds(source),
    'words.ts': emitWords(source),
    'facts.ts': emitFacts(source, repairs),
  };
}
