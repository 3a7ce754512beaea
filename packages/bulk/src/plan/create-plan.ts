import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { findResource, type Resource, resourceNames, toCamel } from 'halopsa-catalogue';
import { typeFormOf } from '../forms/form.js';
import { Forms } from '../forms/forms.js';
import { BulkInputError } from '../input-error.js';
import { type CompiledMapping, compileMapping } from '../mapping/compile-mapping.js';
import { FieldLabels } from '../mapping/field-labels.js';
import { type HeadingOfHalo, openHeadings } from '../mapping/headings.js';
import type { Mapping } from '../mapping/map-file.js';
import { Problem } from '../mapping/problem.js';
import { NeedsLookUp, References } from '../mapping/references.js';
import type { Unmatched } from '../mapping/unmatched.js';
import { CurrentRecords, type Wanted } from '../matching/current-records.js';
import { outerFields, wholeList } from '../matching/list-scope.js';
import { mostAlone } from '../matching/look-up-cost.js';
import { isNamedById, type MatchKey, readMatchKeys } from '../matching/match-key.js';
import { nameFields } from '../matching/record-name.js';
import { LatestRows } from '../reading/latest-rows.js';
import type { Source, SourceRow } from '../reading/source.js';
import { deletedPath } from '../run/deleted-records.js';
import type { Tenant } from '../tenant.js';
import { checkKeys, checkMarker, markOf } from './check-keys.js';
import { earlierOutcomes } from './earlier-outcome.js';
import { type Estimate, estimate, type ReadToPlan } from './estimate.js';
import { heldRows } from './held-rows.js';
import { type Action, type Mode, type PlanFooter, type PlanHeader, type PlanRow, PlanWriter, type SourceFile } from './plan-file.js';
import { type PlanTarget, targetUrl } from './plan-target.js';
import { Preflight } from './preflight.js';
import { type Reason, Reasons } from './reasons.js';
import { type Referring, referredRows } from './referred-rows.js';
import { RowPlanner } from './row-planner.js';

/** What is to be planned. */
export interface PlanRequest {
  /** Attribute or topic of the resource. */
  readonly resource: string;
  readonly mode: Mode;
  readonly source: Source;
  readonly mapping?: Mapping | undefined;
  /** What became of headings in an earlier run (`PlanResult.columns`), for those that mean nothing by themselves. */
  readonly earlier?: Mapping['columns'];
  /** Whether rows are held against the forms of their types: mandatory fields, legal values, lengths; default: true. */
  readonly checkForms?: boolean | undefined;
  /** Keys to match by, in order: `id`, `name`, `client_id+name`. */
  readonly match?: readonly string[] | undefined;
  /** Whether a row may make a record whose key is nearly that of another one: it differs in accents, apostrophes, ß or blanks. */
  readonly allowNear?: boolean | undefined;
  /** Field that new records carry a mark in, by which they are found again. */
  readonly marker?: string | undefined;
  /** Writes over fields whose old values cannot be read; without it such rows are refused. */
  readonly blind?: boolean | undefined;
  /** The zone of moments that name none, for example `Europe/London`; UTC without it, and for rows that come from Halo. */
  readonly zone?: string | undefined;
  /** Where the plan is written. */
  readonly out: string;
  /** The tenant to compare with. Without one rows are checked by the catalogue alone, and a plan can match by id only. */
  readonly tenant?: Tenant | undefined;
  /** What the plan is bound to, where it is made without asking the tenant. */
  readonly target?: PlanTarget | undefined;
  /** Has the server check every row without storing it, where it offers that. */
  readonly preflight?: boolean | undefined;
  /** The options that rows of it are planned again with, as a person writes them; kept in the plan for those who export its rows. */
  readonly again?: string | undefined;
  /** Told after each batch of rows. */
  readonly onProgress?: ((rows: number) => void) | undefined;
}

/** A plan that was written, and what a person wants to know of it. */
export interface PlanResult {
  readonly path: string;
  readonly header: PlanHeader;
  readonly footer: PlanFooter;
  /** The first rows of each action. */
  readonly sample: readonly PlanRow[];
  /** Why rows are refused (`error`) or left alone (`skip`), each reason with its rows, the most common first. */
  readonly reasons: readonly Reason[];
  /** Names that stand for no record or for several, by field, with how often they came; where a column narrows them down, by its cells. */
  readonly unmatched: Readonly<Record<string, Readonly<Record<string, Unmatched>>>>;
  /** Columns of the source that become nothing. */
  readonly ignored: readonly string[];
  /** What each column became, as a map file says it. */
  readonly columns: NonNullable<Mapping['columns']>;
}

const samplesOfEach = 5;

/** Plans a change: reads, maps, matches and checks every row, and writes down what would be done. Nothing is sent but reads. */
export async function createPlan(request: PlanRequest): Promise<PlanResult> {
  const resource = findBulkResource(request.resource, request.mode);
  const { source, mode, tenant, marker } = request;
  const keys = readMatchKeys(request.match ?? defaultMatch(mode, resource), resource);
  const references = new References(tenant);
  const forms = formsOf(request, resource);
  const context = {
    resource,
    columns: source.columns,
    references,
    source: source.name,
    notes: source.notes,
    labels: await readLabels(request, resource),
    earlier: request.earlier,
    mode,
    keyFields: new Set(keys.flat()),
    isCompared: tenant !== undefined,
    fromHalo: source.fromHalo,
    zone: source.fromHalo ? undefined : request.zone,
  };
  const mapping = compileMapping(request.mapping ?? {}, context);
  const fields = { fields: mapping.fields, mode, source, resource };
  checkKeys(keys, { ...fields, keysOfHalo: mapping.keysOfHalo, tenant });
  if (marker !== undefined) checkMarker(marker, fields);
  await prepareValues(mapping, references, source.name);
  const earlier = earlierOutcomes(source.columns, resource);
  const compared = mode === 'create' && !earlier ? [] : [...mapping.compareds, ...(forms ? [forms.field] : [])];
  const extras = [...mapping.extras, ...(mode === 'delete' ? nameFields(resource) : [])];
  const current = await readCurrent(request, resource, { fields: compared, extras, keys });
  const header = await headerOf(request, resource, keys, mapping.fields);
  const preflight = preflightOf(request, resource);
  const writer = await PlanWriter.create(request.out, header);
  try {
    const planner = new RowPlanner({
      resource,
      mode,
      keys,
      marker,
      mark: markOf(header.id),
      mapping,
      references,
      current,
      allowNear: request.allowNear,
      forms,
      blind: request.blind,
      earlier,
    });
    const planning = { planner, preflight, resource, references, targets: mapping.targets };
    const { counts, sample, reasons, notes } = await writeRows(request, writer, planning);
    const read = current ?? (await sizeOf(resource, request, counts.create));
    const work = estimate(counts, { resource, keys, marker, tenant, fields: mapping.fields, read });
    const warnings = [...notes, ...warningsOf(mapping, work, counts, request)];
    const footer = await writer.finish({ ...work, rows: sum(counts), counts, warnings });
    const { ignored, columns } = mapping;
    return { path: request.out, header, footer, sample, reasons, unmatched: planner.unmatched, ignored, columns };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** The forms that rows are held against. */
function formsOf({ tenant, checkForms }: PlanRequest, resource: Resource): Forms | undefined {
  const typeForm = typeFormOf(resource);
  return tenant && typeForm && checkForms !== false ? new Forms(tenant, typeForm) : undefined;
}

/** What headings may mean that are no names of fields: labels of the tenant's fields, and of the form that all rows belong to. */
async function readLabels({ tenant, mapping = {}, source }: PlanRequest, resource: Resource): Promise<FieldLabels | undefined> {
  if (!tenant || openHeadings(source.columns, mapping, resource).length === 0) return undefined;
  const labels = new FieldLabels(resource);
  const typeForm = typeFormOf(resource);
  const type = Number(typeForm && mapping.set?.[typeForm.field]);
  const form = typeForm && type > 0 ? await tenant.form(typeForm.types, type) : undefined;
  if (form) labels.addForm(form);
  await labels.load(tenant);
  return labels;
}

/** Reads the short lists; a wrong value for all rows is one mistake, and not one in each row. */
async function prepareValues({ constants, references: lists }: CompiledMapping, references: References, file: string): Promise<void> {
  for (const reference of lists) if (!references.isLoaded(reference)) await references.load(reference);
  for (const { column, convert, cellOf, reference } of constants) {
    let value = convert(cellOf([]));
    if (value instanceof NeedsLookUp) {
      await references.lookUp([value]);
      value = convert(cellOf([]));
    }
    if (reference) await references.check(reference, [value]);
    const problem = value instanceof Problem ? value : reference && references.missing(reference, value);
    if (problem) throw new BulkInputError(problem.message, 'Correct the value.', { file, column });
  }
}

/** The rows that are planned, and what is to be said of others once all have come. */
function rowsOf({ source, mapping }: PlanRequest): { batches: AsyncIterable<readonly SourceRow[]>; notes: () => string[] } {
  const latest = mapping?.latest && new LatestRows(source, mapping.latest);
  return latest ? { batches: latest.rows(), notes: () => latest.notes() } : { batches: source.rows(), notes: () => [] };
}

interface Planning extends Pick<Referring, 'targets' | 'references'> {
  readonly planner: RowPlanner;
  readonly preflight: Preflight | undefined;
  readonly resource: Resource;
}

async function writeRows(
  request: PlanRequest,
  writer: PlanWriter,
  { planner, preflight, resource, targets, references }: Planning,
): Promise<{ counts: Record<Action, number>; sample: PlanRow[]; reasons: Reason[]; notes: readonly string[] }> {
  const counts: Record<Action, number> = { update: 0, create: 0, delete: 0, skip: 0, error: 0 };
  const sample: PlanRow[] = [];
  const reasons = new Reasons();
  const { batches, notes } = rowsOf(request);
  let done = 0;
  for await (const batch of batches) {
    const drafted = await planner.plan(batch);
    const referred = await referredRows(drafted, { targets, references, unmatched: planner.unmatched });
    const planned = request.tenant ? await heldRows(referred, resource.attribute, request.tenant) : referred;
    for (const row of preflight ? await preflight.check(planned) : planned) {
      counts[row.action] += 1;
      if (counts[row.action] <= samplesOfEach || (row.action === 'error' && counts.error <= 100)) sample.push(row);
      if (row.message !== undefined) reasons.add(row.action, { ...row, message: row.message });
      writer.add(row);
    }
    await writer.flush();
    done += batch.length;
    request.onProgress?.(done);
  }
  return { counts, sample, reasons: reasons.list(), notes: notes() };
}

function preflightOf({ preflight, tenant }: PlanRequest, resource: Resource): Preflight | undefined {
  if (!preflight) return undefined;
  if (!tenant) throw new BulkInputError('--preflight has to ask Halo', 'Leave --offline out.');
  return new Preflight(tenant, resource);
}

/** The resource by its attribute or topic, where it can do what the mode asks. */
export function findBulkResource(name: string, mode: Mode): Resource {
  const resource = findResource(name) ?? findResource(toCamel(name));
  if (!resource) {
    const begun = name.slice(0, 5).toLowerCase();
    const near = resourceNames.filter((other) => other.toLowerCase().includes(begun)).slice(0, 3);
    throw new BulkInputError(
      `there is no resource "${name}"`,
      near.length > 0 ? `Is it ${near.join(' or ')}?` : '"halo resources" lists them.',
    );
  }
  const verb = mode === 'delete' ? 'delete' : 'upsert';
  if (!resource.operations[verb])
    throw new BulkInputError(`Halo has no way to ${mode} ${resource.title.toLowerCase()}`, 'Choose another resource.');
  if (mode !== 'create' && !isNamedById(resource))
    throw new BulkInputError(
      `an id alone does not name a record of ${resource.title.toLowerCase()}`,
      'They can only be created in bulk: use --mode create.',
    );
  return resource;
}

function defaultMatch(mode: Mode, resource: Resource): string[] {
  if (mode === 'update' || mode === 'delete') return ['id'];
  return resource.naturalKeys.length > 0 && mode === 'upsert' ? [resource.naturalKeys.join('+')] : [];
}

/** The records that rows are held against. Where each is named by its id, they are read as rows come. */
async function readCurrent(
  { tenant, mode }: PlanRequest,
  resource: Resource,
  { fields, extras, keys }: Pick<Wanted, 'fields' | 'extras' | 'keys'>,
): Promise<CurrentRecords | undefined> {
  if (!tenant || (keys.length === 0 && fields.length === 0)) return undefined;
  const others = keys.filter((key) => key[0] !== 'id' || key.length > 1);
  const current = new CurrentRecords(tenant, { resource: resource.attribute, fields, extras, keys: others });
  const isById = others.length === 0 && (mode === 'update' || mode === 'delete');
  if (resource.operations['list'] && !isById) await current.readList();
  return current;
}

async function headerOf(
  request: PlanRequest,
  resource: Resource,
  keys: readonly MatchKey[],
  fields: readonly string[],
): Promise<PlanHeader> {
  const { source, tenant, mode, marker } = request;
  const target: PlanTarget = tenant ?? request.target ?? { url: '' };
  const file: SourceFile | undefined = source.path === undefined ? undefined : await fileState(source.path);
  return {
    format: 'halo-bulk-plan',
    version: 2,
    id: randomUUID(),
    created: new Date().toISOString(),
    tenant: targetUrl(target.url),
    ...(target.name === undefined ? {} : { tenantName: target.name }),
    ...(target.clientId === undefined ? {} : { clientId: target.clientId }),
    path: resolve(request.out),
    resource: resource.attribute,
    mode,
    match: keys,
    compared: tenant !== undefined,
    fields: [...fields, ...(marker === undefined ? [] : [marker])].filter((field) => field !== 'id' && !field.startsWith('_')),
    ...(marker === undefined ? {} : { marker }),
    ...(request.again === undefined ? {} : { again: request.again }),
    source: { name: source.name, format: source.format, columns: source.columns, ...(file ? { file } : {}) },
  };
}

/** Size and time of a file, by which a later change is noticed. */
export async function fileState(path: string): Promise<SourceFile | undefined> {
  return stat(path).then(
    ({ size, mtimeMs }) => ({ path, size, modified: Math.floor(mtimeMs) }),
    () => undefined,
  );
}

/** How long the list is in which new records are looked for by their mark, or read back. */
async function sizeOf(resource: Resource, { tenant, marker }: PlanRequest, created: number): Promise<ReadToPlan | undefined> {
  if (!tenant || !resource.operations['list'] || outerFields(resource).length > 0) return undefined;
  if (marker === undefined && created <= mostAlone) return undefined;
  return { listed: await tenant.size(resource.attribute, wholeList(resource.attribute)), readAlone: 0, lists: 1 };
}

function warningsOf(mapping: CompiledMapping, work: Estimate, counts: Readonly<Record<Action, number>>, request: PlanRequest): string[] {
  const { tenant, source } = request;
  const warnings: string[] = [...(source.notes ?? []), ...mapping.dates.notes(), ...mapping.blanks.notes()];
  if (work.readAlone > 0)
    warnings.push(
      `${work.readAlone} records were read one by one, since the list does not show every field of theirs; they are read again before they are changed.`,
    );
  if (counts.create > 0 && work.reconcilable && work.listPages > 1)
    warnings.push(`A new record whose answer is lost is looked for in the whole list: ${work.listPages} requests each time.`);
  if (mapping.ignored.length > 0) warnings.push(`Left out: ${mapping.ignored.join(', ')}.`);
  if (mapping.dropped.length > 0) warnings.push(`Not sent, since Halo sets them itself: ${mapping.dropped.map(droppedText).join(', ')}.`);
  if (!tenant) warnings.push('Planned without asking Halo: the present values are not known, so this cannot be undone.');
  if (counts.create > 0 && !work.reconcilable)
    warnings.push('New records have no key: a record whose answer is lost stays unknown. --match or --marker would find it again.');
  if (counts.delete > 0) warnings.push(deleteWarning(request));
  return warnings;
}

/** What becomes of deleted records; of those that cannot be read by themselves, nothing but the list's rows can be kept. */
function deleteWarning({ resource, mode, out }: PlanRequest): string {
  const kept = findBulkResource(resource, mode).operations['get'] ? 'all of it' : 'what the list shows of it';
  const lost = 'Deleted records cannot be brought back by this program.';
  return `${lost} Before each is deleted, ${kept} is written to ${deletedPath(out)}.`;
}

const droppedText = ({ heading, instead }: HeadingOfHalo): string => (instead === undefined ? heading : `${heading} (${instead} sets it)`);

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0);
