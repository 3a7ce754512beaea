import type { Resource } from 'halopsa-catalogue';
import type { FieldSet } from 'halopsa-catalogue/schemas';
import { isMark } from '../cell-value.js';
import { type FormProblem, isSet } from '../forms/check-form.js';
import type { Forms } from '../forms/forms.js';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import { type Draft, type FieldPath, isDeep, withNeighbours } from '../mapping/field-path.js';
import { schemaOf } from '../mapping/find-field.js';
import { Doubt } from '../mapping/nothing-words.js';
import type { CellProblem } from '../mapping/read-row.js';
import type { References } from '../mapping/references.js';
import { countUnmatched, type Unmatched } from '../mapping/unmatched.js';
import type { CurrentRecords } from '../matching/current-records.js';
import { isNamedById, keyOf, keyText, type MatchKey } from '../matching/match-key.js';
import { idText, isRecordId } from '../matching/record-id.js';
import { recordName } from '../matching/record-name.js';
import { differenceOf, hasAll, sameToTheEnds, sameValue } from '../matching/same-value.js';
import { type EarlierRow, SeenKeys } from '../matching/seen-keys.js';
import { shownOf } from '../matching/shown-fields.js';
import type { SourceRow } from '../reading/source.js';
import type { EarlierOutcome } from './earlier-outcome.js';
import { editOfHalo } from './edit-of-halo.js';
import { NearKeys } from './near-keys.js';
import type { Mode, PlanRow } from './plan-file.js';
import { readRow, readRows } from './read-rows.js';
import { unreadableText, withKeysAsFound, without, withoutId, withUnknown } from './row-drafts.js';
import { RowForms } from './row-forms.js';
import { unchangedReason } from './unchanged.js';
import { editedDifference, isUnedited } from './unedited.js';

type Id = string | number;

/** What rows are planned with. */
export interface RowContext {
  readonly resource: Resource;
  readonly mode: Mode;
  readonly keys: readonly MatchKey[];
  readonly marker: string | undefined;
  /** What the marks of this plan begin with. */
  readonly mark: string;
  readonly mapping: CompiledMapping;
  readonly references: References;
  readonly current: CurrentRecords | undefined;
  /** Whether a row may make a record whose key is nearly that of another one. */
  readonly allowNear?: boolean | undefined;
  /** The forms of the records' types, where they have any. */
  readonly forms: Forms | undefined;
  /** Whether fields are written over whose old values cannot be read. */
  readonly blind?: boolean | undefined;
  /** What an earlier job says of a row, where the source is one of our exports. */
  readonly earlier?: ((cells: readonly unknown[]) => EarlierOutcome | undefined) | undefined;
}

/** A row with its record, before it is known what to do. */
interface Read {
  readonly row: number;
  readonly source: SourceRow;
  readonly record: Draft;
  readonly problems: readonly CellProblem[];
  readonly match: Match;
  readonly earlier: EarlierOutcome | undefined;
  /** Records that may be the one that the row has made already. */
  readonly alike: readonly Id[];
}

interface Match {
  readonly ids: readonly Id[];
  readonly key: MatchKey | undefined;
  readonly problem?: string | undefined;
  /** The column that the problem lies in. */
  readonly column?: string | undefined;
}

type Decision = Pick<PlanRow, 'action' | 'id' | 'name' | 'set' | 'before' | 'message' | 'column'>;

/** Records with the same values that are looked at for one row. */
const mostAlike = 50;

const openText = 'an earlier job does not know whether this row took effect';
/** What nobody sees is not deleted: a filter shows what is meant. */
const hiddenRow: Decision = { action: 'skip', message: 'is hidden in the sheet, and hidden rows are not deleted' };

const isFault = ({ problem }: CellProblem): boolean => !(problem instanceof Doubt);

/** Decides, row by row, what is to be done. */
export class RowPlanner {
  /** Names that stand for no record, by field, with how often they came. */
  readonly unmatched: Record<string, Record<string, Unmatched>> = {};
  readonly #context: RowContext;
  readonly #seen = new SeenKeys();
  readonly #near: NearKeys | undefined;
  readonly #forms: RowForms | undefined;
  readonly #required: readonly string[];
  readonly #deepPaths: readonly FieldPath[];
  /** Whether names are narrowed down by what their record lies within. */
  readonly #hasNarrowed: boolean;
  /** Fields that no change of a record carries: those that Halo sets itself, and those of new records alone. */
  readonly #unchangeable: ReadonlySet<string>;
  /** Fields that no answer shows. */
  readonly #writeOnly: ReadonlySet<string>;
  #row = 0;

  constructor(context: RowContext) {
    this.#context = context;
    const { forms, resource, current, keys } = context;
    this.#near = context.allowNear ? undefined : new NearKeys(keys, current);
    this.#forms = forms && new RowForms(forms, resource, current);
    const { targets, fields, keysOfHalo } = context.mapping;
    this.#deepPaths = targets.flatMap(({ path }) => (isDeep(path) ? [path] : []));
    this.#hasNarrowed = targets.some(({ reference }) => reference?.within !== undefined);
    const schema = schemaOf(context.resource);
    const setAs = (set: FieldSet): string[] => fields.filter((field) => schema?.fields.get(field)?.set === set);
    this.#unchangeable = new Set([...keysOfHalo, ...setAs('createOnly')]);
    this.#writeOnly = new Set(setAs('writeOnly').filter((field) => !field.startsWith('_')));
    this.#required = [...(schema?.fields.values() ?? [])]
      .filter((field) => field.required && field.name !== 'id')
      .map((field) => field.name);
  }

  /** Plans a batch of rows, in order. */
  async plan(batch: readonly SourceRow[]): Promise<PlanRow[]> {
    const mapped = await readRows(batch, this.#context);
    await this.#context.current?.readListsOf(mapped.map(({ record }) => record));
    const matched = mapped.map(({ source, record, problems }): Read => {
      this.#row += 1;
      const earlier = this.#context.earlier?.(source.cells);
      return { row: this.#row, source, record, problems, match: this.#match(record), earlier, alike: this.#alike(record, earlier) };
    });
    await this.#context.current?.prefetch(matched.flatMap(({ match, alike }) => [...match.ids.slice(0, 1), ...alike]));
    const read: Read[] = [];
    for (const one of matched) read.push(await this.#readAgain(one));
    if (this.#context.mode !== 'delete') await this.#forms?.load(read.map(({ record, match }) => ({ record, id: match.ids[0] })));
    const planned = read.map((one) => this.#finish(one));
    this.#context.current?.forget(planned.flatMap(({ id }) => id ?? []));
    return planned;
  }

  #refusedByForm(problems: readonly FormProblem[], id?: Id): Decision | undefined {
    const [first] = problems;
    if (!first) return undefined;
    const column = this.#context.mapping.targets.find(({ field }) => field === first.field)?.column;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more in this row)` : '';
    return { action: 'error', id, column, message: `${first.message}${more}` };
  }

  /** A row whose record is known by now: what that lies within narrows its names down. */
  async #readAgain(one: Read): Promise<Read> {
    const [id, another] = one.match.ids;
    const found = id === undefined || another !== undefined ? undefined : this.#context.current?.get(id);
    if (!found || (one.problems.length === 0 && !this.#hasNarrowed)) return one;
    return { ...one, ...(await readRow(one.source, this.#context, found)) };
  }

  #match(record: Draft): Match {
    const { keys, current, mode, mapping, resource } = this.#context;
    const given = record['id'];
    if (given !== undefined && given !== null && !isRecordId(given, resource)) {
      const column = mapping.targets.find(({ field }) => field === 'id')?.column;
      return { ids: [], key: undefined, problem: `${idText(given)} is the id of no record: Halo would make a new one`, column };
    }
    let last: MatchKey | undefined;
    for (const key of keys) {
      const value = keyOf(record, key);
      if (value === undefined) continue;
      last = key;
      if (key.length === 1 && key[0] === 'id') return { ids: [record['id'] as Id], key };
      const ids = current?.idsOf(key, value) ?? [];
      if (ids.length > 0) return { ids, key };
    }
    if (keys.length > 0 && last === undefined && mode !== 'create')
      return { ids: [], key: undefined, problem: `${keys.map((key) => key.join('+')).join(' and ')} is empty, so no record is named` };
    return { ids: [], key: last };
  }

  #finish({ row, source, record, problems: all, match, earlier, alike }: Read): PlanRow {
    const found = all.length > 0 && match.ids.length === 1 ? this.#context.current?.get(match.ids[0]!) : undefined;
    const problems = found ? all.filter(({ field }) => !isUnedited(this.#context.mapping, source, { field, found })) : all;
    const problem = problems.find(isFault);
    const isLeftOut = this.#context.mode === 'delete' && source.isHidden;
    const decided = isLeftOut
      ? hiddenRow
      : problem
        ? this.#refused(problem, problems)
        : (this.#decideByEarlier({ record, match, earlier, alike, source }) ?? this.#decide({ record, match, row, source }));
    // What may stand for nothing is a fault where it would be written.
    const doubt = problems.find((one) => !isFault(one) && decided.set && isSet(decided.set, one.field));
    const decision = doubt ? this.#refused(doubt, problems) : decided;
    const { action, id, name, set, before, message, column } = decision;
    if (action !== 'error') this.#noteBlanks(source, decision);
    // Spelled out, since this runs for a million rows; what is undefined is not written.
    return { row, line: source.line, action, id, name, set, before, message, column, cells: source.cells };
  }

  /** Blanks that were taken away are told where the row is written or left alone, unless its record has the cell as it is. */
  #noteBlanks(source: SourceRow, { set, id }: Decision): void {
    const { mapping, current } = this.#context;
    const found = id === undefined ? undefined : current?.get(id);
    mapping.blanks.note(mapping.targets, source, (field) =>
      set ? isSet(set, field) : found !== undefined && !isUnedited(mapping, source, { field, found }),
    );
  }

  /** The records that a row of an earlier job may have made: the one whose id it tells, or those that hold what it sets. */
  #alike(record: Draft, earlier: EarlierOutcome | undefined): readonly Id[] {
    const { current, mode } = this.#context;
    if (!current || !earlier || mode === 'update' || mode === 'delete') return [];
    if (earlier.id !== undefined) return [earlier.id];
    return earlier.isOpen ? (current.idsLike(withoutId(record)) ?? []).slice(0, mostAlike) : [];
  }

  /** What an earlier job has made is not made again. Undefined where the row is to be planned like any other. */
  #decideByEarlier({ record, match, earlier, alike, source }: Omit<Read, 'row' | 'problems'>): Decision | undefined {
    const { current, mode, resource } = this.#context;
    if (!earlier || mode === 'update' || mode === 'delete' || match.ids.length > 0) return undefined;
    if (!isNamedById(resource) && (earlier.isOpen || earlier.id !== undefined))
      return {
        action: 'error',
        message: 'an earlier job may have made it, and no record can be looked up by its id alone: leave the row out',
      };
    if (!current) return earlier.isOpen ? { action: 'error', message: `${openText}: plan without --offline to find out` } : undefined;
    const wanted = withoutId(record);
    if (earlier.id === undefined && earlier.isOpen && current.idsLike(wanted) === undefined)
      return { action: 'error', message: `${openText}, and the list of ${resource.title.toLowerCase()} shows nothing to find it by` };
    const shown = shownOf(wanted, resource);
    const same = alike.find((id) => hasAll(shown, current.get(id) ?? {}) && this.#seen.before(`made=${id}`, source.line) === undefined);
    if (same !== undefined) return { action: 'skip', id: same, message: `an earlier job has made it: it is there as id ${same}` };
    const [id] = earlier.id === undefined ? [] : alike;
    const found = id === undefined ? undefined : current.get(id);
    if (!found) return undefined;
    if (!Object.entries(wanted).some(([name, value]) => typeof value === 'string' && sameValue(value, found[name])))
      return { action: 'error', id, message: `halo_id ${id} is another record here: was the file exported from another tenant?` };
    const line = this.#seen.before(`made=${id}`, source.line);
    if (line !== undefined) return { action: 'error', id, message: `line ${line} has halo_id ${id} already` };
    return this.#change(wanted, id!, source);
  }

  #refused({ column, problem }: CellProblem, all: readonly CellProblem[]): Decision {
    for (const { field, problem: one } of all) countUnmatched(this.unmatched, field, one);
    const more = all.length > 1 ? ` (and ${all.length - 1} more in this row)` : '';
    return { action: 'error', column, message: `${problem.message}${more}` };
  }

  #decide({ record, match: { ids, key, problem, column }, row, source }: Pick<Read, 'record' | 'match' | 'row' | 'source'>): Decision {
    const { mode, keys } = this.#context;
    if (problem !== undefined) return { action: 'error', column, message: problem };
    if (ids.length > 1)
      return { action: 'error', message: `${ids.length} records have ${keyText(record, key!)}: ids ${ids.slice(0, 5).join(', ')}` };
    const [id] = ids;
    const other = this.#otherRecord(record, id);
    if (other !== undefined) return { action: 'error', id, message: other };
    const again = this.#cameBefore(record, key, { id, line: source.line });
    if (again) return { action: 'error', message: `line ${again.line} has ${keyText(record, again.key)} already` };
    if (id !== undefined)
      return mode === 'create'
        ? { action: 'skip', id, message: `is there already as id ${id}` }
        : this.#change(withKeysAsFound(record, key, this.#context.current?.get(id)), id, source);
    if (mode === 'create' || mode === 'upsert') {
      const near = this.#near?.problemOf(record, source.line);
      return near === undefined ? this.#create(record, row, source) : { action: 'error', message: near };
    }
    const missing = keys.length === 1 && key ? keyText(record, key) : 'any of these keys';
    return mode === 'delete'
      ? { action: 'skip', message: `there is no record with ${missing}` }
      : { action: 'error', message: `there is no record with ${missing}` };
  }

  /** Why the id of a row, which is not what the row is matched by, names another record than its key. */
  #otherRecord(record: Draft, id: Id | undefined): string | undefined {
    const given = record['id'];
    const { resource, mode } = this.#context;
    if (given === undefined || given === null || String(given) === String(id) || (id === undefined && mode !== 'upsert')) return undefined;
    const found = id === undefined ? `no ${resource.singular} has its key` : `its key is that of id ${id}`;
    return `the row is of id ${String(given)}, and ${found}: match by id too (--match id), or leave the id out (--ignore)`;
  }

  /** An earlier row that names the same record: by its id where that alone tells it apart, or else by any of its keys. */
  #cameBefore(record: Draft, key: MatchKey | undefined, { id, line }: { id: Id | undefined; line: number }): EarlierRow | undefined {
    const { keys, resource } = this.#context;
    if (id === undefined || resource.key.length !== 1) return this.#seen.anyBefore(record, keys, line);
    const before = key && this.#seen.before(id, line);
    return before === undefined ? undefined : { key: key!, line: before };
  }

  #change(given: Draft, id: Id, source: SourceRow): Decision {
    const { current, mode, resource } = this.#context;
    const found = current?.get(id);
    const record = this.#unchangeable.size === 0 ? given : without(given, this.#unchangeable);
    if (mode === 'delete') {
      if (current && !found) return { action: 'skip', id, message: `there is no ${resource.singular} with id ${id}` };
      return { action: 'delete', id, name: recordName(found) };
    }
    if (!current) {
      const set = withoutId(record);
      return Object.keys(set).length > 0 ? { action: 'update', id, set } : { action: 'skip', id, message: 'sets nothing' };
    }
    if (!found) return { action: 'error', id, column: 'id', message: `there is no ${resource.singular} with id ${id}` };
    const edit = editOfHalo(this.#context.mapping.compared, { cells: source.cells, found });
    if (edit) return { action: 'error', id, ...edit };
    const unreadable = current.unknownOf(id).filter((field) => Object.hasOwn(record, field) && !this.#writeOnly.has(field));
    if (unreadable.length > 0 && !this.#context.blind) return { action: 'error', id, message: unreadableText(unreadable, resource) };
    const unshown = [...this.#writeOnly].filter((field) => (record[field] ?? null) !== null && found[field] === undefined);
    const unknown = [...unreadable, ...unshown];
    const problems = this.#forms?.problemsOf(record, id) ?? [];
    const wanted = this.#deepPaths.length > 0 ? withNeighbours(record, found, this.#deepPaths) : record;
    const edited = editedDifference(differenceOf(wanted, found, sameToTheEnds), { mapping: this.#context.mapping, source, record, found });
    const difference = withUnknown(edited, wanted, unknown);
    if (!difference) return { action: 'skip', id, message: unchangedReason(this.#context.mapping, source.cells) };
    // What stands there already is no fault of the row.
    const refused = this.#refusedByForm(
      problems.filter(({ field }) => isSet(difference.set, field)),
      id,
    );
    if (refused) return refused;
    const steering = Object.entries(record).filter(([name]) => name.startsWith('_'));
    return { action: 'update', id, set: { ...difference.set, ...Object.fromEntries(steering) }, before: difference.before };
  }

  #create(record: Draft, row: number, source: SourceRow): Decision {
    const { marker, mark, resource } = this.#context;
    const { id: _, ...set }: Draft = Object.fromEntries(
      Object.entries(record).filter(([, value]) => value !== null && value !== undefined),
    );
    const marked = this.#context.mapping.targets.find(({ at }) => at !== undefined && isMark(source.cells[at]));
    if (marked)
      return { action: 'error', column: marked.column, message: 'the sheet that this comes from could not hold the text: write it' };
    if (Object.keys(set).length === 0) return { action: 'error', message: 'every cell of the row is empty, so there is nothing to make' };
    const missing = this.#required.filter((field) => set[field] === undefined);
    if (missing.length > 0) return { action: 'error', message: `a new ${resource.singular} needs ${missing.join(', ')}` };
    const refused = this.#refusedByForm(this.#forms?.problemsOf(set, undefined) ?? []);
    if (refused) return refused;
    return { action: 'create', set: marker === undefined ? set : { ...set, [marker]: `${mark}-${row}` } };
  }
}
