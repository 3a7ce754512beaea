import type { FieldSet } from 'halopsa-catalogue/schemas';
import { isSet } from '../forms/check-form.js';
import { type Draft, type FieldPath, isDeep, withNeighbours } from '../mapping/field-path.js';
import { schemaOf } from '../mapping/find-field.js';
import type { Id } from '../matching/record-id.js';
import { recordName } from '../matching/record-name.js';
import { type Difference, differenceOf, sameToTheEnds } from '../matching/same-value.js';
import type { PlainRow } from '../reading/source.js';
import { refusedByForm } from './create-row.js';
import { editOfHalo } from './edit-of-halo.js';
import { neededFields } from './needed-fields.js';
import type { Decision, RowContext } from './row-context.js';
import { unreadable, without, withoutId, withUnknown } from './row-drafts.js';
import type { RowForms } from './row-forms.js';
import { whyUnchanged } from './unchanged.js';
import { editedDifference } from './unedited.js';

/** Decides about rows that change or delete records. */
export class RowChange {
  readonly #context: RowContext;
  readonly #forms: RowForms | undefined;
  readonly #deepPaths: readonly FieldPath[];
  /** Fields that no change of a record carries: those that Halo sets itself, and those of new records alone. */
  readonly #unchangeable: ReadonlySet<string>;
  /** Fields that no answer shows. */
  readonly #writeOnly: ReadonlySet<string>;
  /** Fields that are never emptied. */
  readonly #needed: ReadonlySet<string>;

  constructor(context: RowContext, forms: RowForms | undefined) {
    this.#context = context;
    this.#forms = forms;
    const { targets, fields, keysOfHalo } = context.mapping;
    const schema = schemaOf(context.resource);
    const setAs = (set: FieldSet): string[] =>
      fields.filter((field) => schema?.fields.get(field)?.set === set);
    this.#deepPaths = targets.flatMap(({ path }) => (isDeep(path) ? [path] : []));
    this.#unchangeable = new Set([...keysOfHalo, ...setAs('createOnly')]);
    this.#needed = neededFields(context.resource);
    this.#writeOnly = new Set(setAs('writeOnly').filter((field) => !field.startsWith('_')));
  }

  /** What a row changes of the record with this id, or why it does not. */
  decide(given: Draft, id: Id, source: PlainRow): Decision {
    const decision = this.#decide(given, id, source);
    const emptied = this.#emptied(decision);
    if (emptied === undefined) return decision;
    const { mapping, resource } = this.#context;
    const column = mapping.targets.find(({ field }) => field === emptied)?.column;
    const message = `the row would empty ${emptied}, which every ${resource.singular} needs`;
    return { action: 'error', id, column, message };
  }

  /** A field that a record needs and the row would empty. */
  #emptied({ action, set = {} }: Decision): string | undefined {
    if (action !== 'update') return undefined;
    return [...this.#needed].find(
      (field) => Object.hasOwn(set, field) && String(set[field] ?? '').trim() === '',
    );
  }

  #decide(given: Draft, id: Id, source: PlainRow): Decision {
    const { current, mode, resource, mapping } = this.#context;
    const found = current?.get(id);
    const isGone = current !== undefined && !found;
    const gone = `no ${resource.singular} has the id ${id}`;
    if (mode === 'delete')
      return isGone
        ? { action: 'skip', id, message: gone }
        : { action: 'delete', id, name: recordName(found) };
    if (isGone) return { action: 'error', id, column: 'id', message: gone };
    const record = this.#unchangeable.size === 0 ? given : without(given, this.#unchangeable);
    if (!found) return setUnseen(withoutId(record), id);
    const edit = editOfHalo(mapping.compared, { cells: source.cells, found });
    if (edit) return { action: 'error', id, ...edit };
    return this.#update(record, { id, found, source });
  }

  #update(
    record: Draft,
    { id, found, source }: { id: Id; found: Draft; source: PlainRow },
  ): Decision {
    const { resource, mapping, blind } = this.#context;
    const unknown = this.#unreadable(record, id);
    if (unknown.length > 0 && !blind)
      return { action: 'error', id, ...unreadable(unknown, resource) };
    // The form comes first: it puts the ids that Halo keeps in the place of labels.
    const problems = this.#forms?.problemsOf(record, id) ?? [];
    const difference = this.#difference(record, { found, source, unreadable: unknown });
    if (!difference) return { action: 'skip', id, ...whyUnchanged(mapping, source.cells) };
    // A row is not at fault for what its record holds already.
    const faults = problems.filter(({ field }) => isSet(difference.set, field));
    const refused = refusedByForm(faults, mapping, id);
    if (refused) return refused;
    const steering = Object.fromEntries(
      Object.entries(record).filter(([name]) => name.startsWith('_')),
    );
    return {
      action: 'update',
      id,
      name: recordName(found),
      set: { ...difference.set, ...steering },
      before: difference.before,
    };
  }

  /** Fields that the row sets and whose present values cannot be read. */
  #unreadable(record: Draft, id: Id): string[] {
    const unknown = this.#context.current?.unknownOf(id) ?? [];
    return unknown.filter((field) => Object.hasOwn(record, field) && !this.#writeOnly.has(field));
  }

  /** What the row would change; fields whose present values nobody sees are changed whatever they hold. */
  #difference(
    record: Draft,
    {
      found,
      source,
      unreadable,
    }: { found: Draft; source: PlainRow; unreadable: readonly string[] },
  ): Difference | undefined {
    const unshown = [...this.#writeOnly].filter(
      (field) => (record[field] ?? null) !== null && found[field] === undefined,
    );
    const wanted =
      this.#deepPaths.length > 0 ? withNeighbours(record, found, this.#deepPaths) : record;
    const { mapping } = this.#context;
    const edited = editedDifference(differenceOf(wanted, found, sameToTheEnds), {
      mapping,
      source,
      record,
      found,
    });
    return withUnknown(edited, wanted, [...unreadable, ...unshown]);
  }
}

/** A change of a record that nobody has looked at. */
const setUnseen = (set: Draft, id: Id): Decision =>
  Object.keys(set).length > 0
    ? { action: 'update', id, set }
    : { action: 'skip', id, message: 'sets nothing' };
