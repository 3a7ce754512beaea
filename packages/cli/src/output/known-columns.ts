import { resourceNamed } from 'halopsa-catalogue';
import { findSchema } from 'halopsa-catalogue/schemas';
import { nearest } from '../nearest.js';
import { UsageError } from '../usage-error.js';
import { stepsOf } from './field-path.js';

/** Refuses a column that no record has and that reads like one that they have: its cells would all be empty. */
export function refuseMisspelt(columns: readonly string[], resource: string): void {
  const { row, schema, singular } = resourceNamed(resource);
  const known = [row, schema].flatMap((name) =>
    name === undefined ? [] : [...(findSchema(name)?.fields.keys() ?? [])],
  );
  for (const column of columns) {
    const [first = column] = stepsOf(column);
    const meant = known.includes(String(first)) ? undefined : nearest(String(first), known);
    if (meant !== undefined)
      throw new UsageError(
        `--columns: no ${singular} has the field "${first}". Nothing was sent.`,
        {
          nextStep: `Did you mean "${meant}"? A field that the catalogue lacks is shown with --query.`,
        },
      );
  }
}
