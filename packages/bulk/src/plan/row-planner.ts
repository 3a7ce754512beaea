import type { Fields } from '../fields.js';
import { isSet } from '../forms/check-form.js';
import type { Draft } from '../mapping/field-path.js';
import { Doubt } from '../mapping/nothing-words.js';
import type { CellProblem } from '../mapping/read-row.js';
import { countUnmatched, type Unmatched } from '../mapping/unmatched.js';
import { keyText, type MatchKey } from '../matching/match-key.js';
import type { Id } from '../matching/record-id.js';
import { type EarlierRow, SeenKeys } from '../matching/seen-keys.js';
import type { SourceRow } from '../reading/source.js';
import { RowChange } from './change-row.js';
import { RowCreation } from './create-row.js';
import { alikeOf, decideByEarlier } from './decide-earlier.js';
import { knownBy } from './known-by.js';
import { matchRow } from './match-row.js';
import { NearKeys } from './near-keys.js';
import type { PlanRow } from './plan-file.js';
import { readRow, readRows } from './read-rows.js';
import type { Decision, Match, Read, RowContext } from './row-context.js';
import { withKeysAsFound } from './row-drafts.js';
import { RowForms } from './row-forms.js';
import { isUnedited } from './unedited.js';
import { othersOf, type Why } from './why.js';

/** What nobody sees is not deleted: a filter shows what is meant. */
const hiddenRow: Decision = {
  action: 'skip',
  message: 'is hidden in the sheet, and hidden rows are not deleted',
};

const isFault = ({ problem }: CellProblem): boolean => !(problem instanceof Doubt);

/** Decides, row by row, what is to be done. */
export class RowPlanner {
  /** Names that stand for no record, by field, with how often they came. */
  readonly unmatched: Record<string, Record<string, Unmatched>> = {};
  readonly #context: RowContext;
  readonly #seen = new SeenKeys();
  readonly #near: NearKeys | undefined;
  readonly #forms: RowForms | undefined;
  readonly #change: RowChange;
  readonly #creation: RowCreation;
  /** Whether names are narrowed down by what their record lies within. */
  readonly #hasNarrowed: boolean;
  /** Fields that refer to other records. */
  readonly #referring: readonly string[];
  #row = 0;

  constructor(context: RowContext) {
    const { forms, resource, current, keys, mapping } = context;
    this.#context = context;
    this.#near = context.allowNear ? undefined : new NearKeys(keys, current);
    this.#forms = forms && new RowForms(forms, resource, current);
    this.#change = new RowChange(context, this.#forms);
    this.#creation = new RowCreation(context, this.#forms);
    this.#referring = mapping.targets.flatMap(({ reference, field }) => (reference ? field : []));
    this.#hasNarrowed = mapping.targets.some(({ reference }) => reference?.within !== undefined);
  }

  /** Plans a batch of rows, in order. */
  async plan(batch: readonly SourceRow[]): Promise<PlanRow[]> {
    const mapped = await readRows(batch, this.#context);
    await this.#context.current?.readListsOf(mapped.map(({ record }) => record));
    const matched = mapped.map(({ source, record, problems }): Read => {
      this.#row += 1;
      const earlier = this.#context.earlier?.(source.cells);
      return {
        row: this.#row,
        source,
        record,
        problems,
        match: matchRow(record, this.#context),
        earlier,
        alike: alikeOf(record, earlier, this.#context),
      };
    });
    await this.#context.current?.prefetch(
      matched.flatMap(({ match, alike }) => [...match.ids.slice(0, 1), ...alike]),
    );
    const read: Read[] = [];
    for (const one of matched) read.push(await this.#readAgain(one));
    if (this.#context.mode !== 'delete')
      await this.#forms?.load(read.map(({ record, match }) => ({ record, id: match.ids[0] })));
    const planned = read.map((one) => this.#finish(one));
    this.#context.current?.forget(planned.flatMap(({ id }) => id ?? []));
    return planned;
  }

  /** A row whose record is known by now: what that lies within narrows its names down. */
  async #readAgain(one: Read): Promise<Read> {
    const [id, another] = one.match.ids;
    const found =
      id === undefined || another !== undefined ? undefined : this.#context.current?.get(id);
    if (!found || !this.#mayMeanOther(one, found)) return one;
    return { ...one, ...(await readRow(one.source, this.#context, found)) };
  }

  /** Whether what the record holds may tell what a name of the row means. */
  #mayMeanOther({ problems, record }: Read, found: Fields): boolean {
    return (
      problems.length > 0 ||
      this.#hasNarrowed ||
      this.#referring.some((field) => record[field] !== undefined && record[field] !== found[field])
    );
  }

  #finish(read: Read): PlanRow {
    const { row, source } = read;
    const problems = this.#openProblems(read);
    const decided = this.#decideUnlessFaulty(read, problems);
    // What may stand for nothing is a fault where it would be written.
    const doubt = problems.find(
      (one) => !isFault(one) && decided.set && isSet(decided.set, one.field),
    );
    const decision = doubt ? this.#refused(doubt, problems) : decided;
    const { action, id, name, set, before, message, remedy, others, column } = decision;
    if (action !== 'error') this.#noteBlanks(source, decision);
    // Spelled out, since this runs for a million rows; what is undefined is not written.
    return {
      row,
      line: source.line,
      action,
      id,
      name,
      known: this.#knownBy(read, decision),
      set,
      before,
      message,
      remedy,
      others,
      column,
      cells: source.cells,
    };
  }

  #knownBy({ match: { key } }: Read, { action, id }: Decision): Fields | undefined {
    const { current } = this.#context;
    return knownBy(id === undefined ? undefined : current?.get(id), { action, key });
  }

  /** The problems of cells, but for those that are as the record has them. */
  #openProblems({ problems, match, source }: Read): readonly CellProblem[] {
    const { current, mapping } = this.#context;
    const [id, another] = match.ids;
    const isKnown = problems.length > 0 && id !== undefined && another === undefined;
    const found = isKnown ? current?.get(id) : undefined;
    return found
      ? problems.filter(({ field }) => !isUnedited(mapping, source, { field, found }))
      : problems;
  }

  #decideUnlessFaulty(read: Read, problems: readonly CellProblem[]): Decision {
    const { source } = read;
    if (this.#context.mode === 'delete' && source.isHidden) return hiddenRow;
    const problem = problems.find(isFault);
    if (problem) return this.#refused(problem, problems);
    const change = (record: Draft, id: Id): Decision => this.#change.decide(record, id, source);
    return (
      decideByEarlier(read, { context: this.#context, seen: this.#seen, change }) ??
      this.#decide(read)
    );
  }

  /** Notes trimmed blanks of rows that are written or left alone, unless the record holds exactly the cell. */
  #noteBlanks(source: SourceRow, { set, id }: Decision): void {
    const { mapping, current } = this.#context;
    const found = id === undefined ? undefined : current?.get(id);
    mapping.blanks.note(mapping.targets, source, (field) =>
      set
        ? isSet(set, field)
        : found !== undefined && !isUnedited(mapping, source, { field, found }),
    );
  }

  #refused({ column, problem }: CellProblem, all: readonly CellProblem[]): Decision {
    for (const { field, problem: one } of all) countUnmatched(this.unmatched, field, one);
    const { message, remedy } = problem;
    return { action: 'error', column, message, remedy, others: othersOf(all) };
  }

  #decide({ record, match, row, source }: Read): Decision {
    const { mode, current } = this.#context;
    const [id] = match.ids;
    const refused = this.#refuseMatch(record, match, source.line);
    if (refused) return refused;
    if (id === undefined) return this.#decideUnmatched(record, match.key, { row, source });
    if (mode === 'create') return { action: 'skip', id, message: `is there already as id ${id}` };
    return this.#change.decide(withKeysAsFound(record, match.key, current?.get(id)), id, source);
  }

  /** Why a row does not say which record it means, or means one that another row means too. */
  #refuseMatch(
    record: Draft,
    { ids, key, problem, column }: Match,
    line: number,
  ): Decision | undefined {
    if (problem !== undefined) return { action: 'error', column, message: problem };
    if (ids.length > 1)
      return {
        action: 'error',
        message: `${ids.length} records have ${keyText(record, key ?? [])}: ids ${ids.slice(0, 5).join(', ')}`,
      };
    const [id] = ids;
    const other = this.#otherRecord(record, id);
    if (other !== undefined) return { action: 'error', id, ...other };
    const again = this.#cameBefore(record, key, { id, line });
    return (
      again && {
        action: 'error',
        message: `line ${again.line} has ${keyText(record, again.key)} already`,
      }
    );
  }

  #decideUnmatched(
    record: Draft,
    key: MatchKey | undefined,
    { row, source }: Pick<Read, 'row' | 'source'>,
  ): Decision {
    const { mode, keys } = this.#context;
    if (mode === 'create' || mode === 'upsert') {
      const near = this.#near?.problemOf(record, source.line);
      return near === undefined
        ? this.#creation.decide(record, row, source)
        : { action: 'error', ...near };
    }
    const missing = keys.length === 1 && key ? keyText(record, key) : 'any of these keys';
    return {
      action: mode === 'delete' ? 'skip' : 'error',
      message: `no record was found with ${missing}`,
    };
  }

  /** Why the id of a row, which is not what the row is matched by, names another record than its key. */
  #otherRecord(record: Draft, id: Id | undefined): Why | undefined {
    const given = record['id'];
    const { resource, mode } = this.#context;
    if (
      given === undefined ||
      given === null ||
      String(given) === String(id) ||
      (id === undefined && mode !== 'upsert')
    )
      return undefined;
    const found =
      id === undefined ? `no ${resource.singular} has its key` : `its key is that of id ${id}`;
    return {
      message: `the row is of id ${String(given)}, and ${found}`,
      remedy: { code: 'match-id-too' },
    };
  }

  /** An earlier row that names the same record: by its id where that alone tells it apart, or else by any of its keys. */
  #cameBefore(
    record: Draft,
    key: MatchKey | undefined,
    { id, line }: { id: Id | undefined; line: number },
  ): EarlierRow | undefined {
    const { keys, resource } = this.#context;
    if (id === undefined || resource.key.length !== 1)
      return this.#seen.anyBefore(record, keys, line);
    if (!key) return undefined;
    const before = this.#seen.before(id, line);
    return before === undefined ? undefined : { key, line: before };
  }
}
