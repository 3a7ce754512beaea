import type { Resource } from 'halopsa-catalogue';
import { isMark } from '../cell-value.js';
import type { FormProblem } from '../forms/check-form.js';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import type { Draft } from '../mapping/field-path.js';
import { schemaOf } from '../mapping/find-field.js';
import type { Id } from '../matching/record-id.js';
import type { SourceRow } from '../reading/source.js';
import type { Decision, RowContext } from './row-context.js';
import type { RowForms } from './row-forms.js';
import { othersOf } from './why.js';

/** Decides about rows that make records. */
export class RowCreation {
  readonly #context: RowContext;
  readonly #forms: RowForms | undefined;
  readonly #required: readonly string[];

  constructor(context: RowContext, forms: RowForms | undefined) {
    this.#context = context;
    this.#forms = forms;
    this.#required = requiredOf(context.resource);
  }

  /** The record that a row makes, or why it cannot. */
  decide(record: Draft, row: number, source: SourceRow): Decision {
    const { marker, mark, mapping } = this.#context;
    const given = Object.entries(record).filter(
      ([name, value]) => name !== 'id' && value !== null && value !== undefined,
    );
    const set: Draft = Object.fromEntries(given);
    const marked = mapping.targets.find(({ at }) => at !== undefined && isMark(source.cells[at]));
    if (marked)
      return {
        action: 'error',
        column: marked.column,
        message: 'the sheet that this comes from could not hold the text: write it',
      };
    const message = this.#whatIsMissing(set);
    if (message !== undefined) return { action: 'error', message };
    const refused = refusedByForm(this.#forms?.problemsOf(set, undefined) ?? [], mapping);
    if (refused) return refused;
    return {
      action: 'create',
      set: marker === undefined ? set : { ...set, [marker]: `${mark}-${row}` },
    };
  }

  #whatIsMissing(set: Draft): string | undefined {
    if (Object.keys(set).length === 0)
      return 'every cell of the row is empty, so there is nothing to make';
    const missing = this.#required.filter((field) => set[field] === undefined);
    return missing.length > 0
      ? `a new ${this.#context.resource.singular} needs ${missing.join(', ')}`
      : undefined;
  }
}

/** Fields that the contract demands of a new record. */
const requiredOf = (resource: Resource): string[] =>
  [...(schemaOf(resource)?.fields.values() ?? [])]
    .filter(({ required, name }) => required && name !== 'id')
    .map(({ name }) => name);

/** A row that the form of its type does not take. */
export function refusedByForm(
  problems: readonly FormProblem[],
  { targets }: CompiledMapping,
  id?: Id,
): Decision | undefined {
  const [first] = problems;
  if (!first) return undefined;
  const column = targets.find(({ field }) => field === first.field)?.column;
  return { action: 'error', id, column, message: first.message, others: othersOf(problems) };
}
