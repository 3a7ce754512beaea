import type { Resource } from 'halopsa-catalogue';
import type { Reference } from 'halopsa-catalogue/references';
import { wholeListOf } from 'halopsa-catalogue/references';
import type { PlainCell } from '../cell.js';
import { typeFormOf } from '../forms/form.js';
import { Forms } from '../forms/forms.js';
import { BulkInputError } from '../input-error.js';
import { type CompiledMapping, compileMapping } from '../mapping/compile-mapping.js';
import { FieldLabels } from '../mapping/field-labels.js';
import { byFields, openHeadings } from '../mapping/headings.js';
import { Problem } from '../mapping/problem.js';
import { NeedsLookUp, References } from '../mapping/references.js';
import { CurrentRecords, type Wanted } from '../matching/current-records.js';
import { outerFields } from '../matching/list-scope.js';
import { mostAlone } from '../matching/look-up-cost.js';
import { isIdAlone, type MatchKey, readMatchKeys } from '../matching/match-key.js';
import { nameFields } from '../matching/record-name.js';
import { isChanged } from '../reading/file-state.js';
import { defaultMatch, findBulkResource } from './bulk-resource.js';
import { checkKeys, checkMarker, markOf } from './check-keys.js';
import { earlierOutcomes } from './earlier-outcome.js';
import { estimate, type ReadToPlan } from './estimate.js';
import { writeMapBeside } from './plan-again.js';
import { type PlanHeader, PlanWriter } from './plan-file.js';
import { headerOf } from './plan-header.js';
import type { PlanRequest, PlanResult } from './plan-request.js';
import { warningsOf } from './plan-warnings.js';
import { Preflight } from './preflight.js';
import { RowPlanner } from './row-planner.js';
import { writeRows } from './write-rows.js';

/** Plans a change: reads, maps, matches and checks every row, and writes down what would be done. Nothing is sent but reads. */
export async function createPlan(request: PlanRequest): Promise<PlanResult> {
  try {
    return await planned(request);
  } finally {
    request.source.close?.();
  }
}

async function planned(given: PlanRequest): Promise<PlanResult> {
  const resource = findBulkResource(given.resource, given.mode);
  const request = { ...given, mapping: byFields(given.mapping ?? {}, resource) };
  const { source, mode, tenant, marker } = request;
  const keys = readMatchKeys(request.match ?? defaultMatch(mode, resource), resource);
  const references = new References(tenant, request.checkIds);
  const mapping = await mapped(request, { resource, keys, references });
  const forms = formsOf(request, resource);
  const earlier = earlierOutcomes(source.columns, resource);
  const compared =
    mode === 'create' && !earlier ? [] : [...mapping.compareds, ...(forms ? [forms.field] : [])];
  const extras = [...mapping.extras, ...keys.flat(), ...nameFields(resource)];
  const current = await readCurrent(request, resource, { fields: compared, extras, keys });
  const header = await headerOf(request, resource, keys, mapping);
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
    const { targets, fields } = mapping;
    const planning = { planner, preflight, resource, header, references, targets };
    const { counts, keyless, sample, reasons, notes } = await writeRows(request, writer, planning);
    await refuseChangedMeanwhile(header);
    const read = current ?? (await sizeOf(resource, request, counts.create));
    const work = estimate(counts, { resource, keys, marker, keyless, tenant, fields, read });
    const warnings = [...notes, ...warningsOf(mapping, work, counts, request)];
    const { ignored, columns } = mapping;
    if (request.keepsMap) await writeMapBeside(request, columns);
    const footer = await writer.finish({ ...work, rows: sum(counts), counts, warnings });
    return {
      path: request.out,
      header,
      footer,
      sample,
      reasons,
      unmatched: planner.unmatched,
      ignored,
      columns,
    };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/** Refuses rows of a file that was saved since it was opened: some may be of before, others of after. */
async function refuseChangedMeanwhile({ source: { file } }: PlanHeader): Promise<void> {
  if (!file || !(await isChanged(file))) return;
  throw new BulkInputError('the file was changed while it was planned', 'Plan it again.', {
    file: file.path,
  });
}

interface Matching {
  readonly resource: Resource;
  readonly keys: readonly MatchKey[];
  readonly references: References;
}

/** Says what the columns mean, and refuses keys, a marker and constants that cannot be. */
async function mapped(
  request: PlanRequest,
  { resource, keys, references }: Matching,
): Promise<CompiledMapping> {
  const { source, mode, tenant, marker } = request;
  const mapping = compileMapping(request.mapping ?? {}, {
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
  });
  const fields = { fields: mapping.fields, mode, source, resource };
  checkKeys(keys, { ...fields, keysOfHalo: mapping.keysOfHalo, tenant });
  if (marker !== undefined) checkMarker(marker, fields);
  await prepareValues(mapping, references, source.name);
  return mapping;
}

/** The forms that rows are checked against. */
function formsOf({ tenant, checkForms }: PlanRequest, resource: Resource): Forms | undefined {
  const typeForm = typeFormOf(resource);
  return tenant && typeForm && checkForms !== false ? new Forms(tenant, typeForm) : undefined;
}

/** What headings may mean that are not names of fields: labels of the tenant's fields, and of the form that all rows belong to. */
async function readLabels(
  { tenant, mapping = {}, source }: PlanRequest,
  resource: Resource,
): Promise<FieldLabels | undefined> {
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
async function prepareValues(
  { constants, references: lists }: CompiledMapping,
  references: References,
  file: string,
): Promise<void> {
  for (const reference of lists)
    if (!references.isLoaded(reference)) await references.load(reference);
  for (const constant of constants) {
    const { column, reference } = constant;
    const value = await constantValue(constant, references);
    const problem = await problemOfValue(value, reference, references);
    if (problem)
      throw new BulkInputError(problem.message, problem.remedy ?? 'Correct the value.', {
        file,
        column,
      });
  }
}

/** Why a value is not one that its field takes. */
async function problemOfValue(
  value: PlainCell,
  reference: Reference | undefined,
  references: References,
): Promise<Problem | undefined> {
  if (value instanceof Problem || !reference) return value instanceof Problem ? value : undefined;
  await references.check(reference, [value]);
  return references.missing(reference, value);
}

/** The value of a constant; one that is a name is looked up. */
async function constantValue(
  { convert, cellOf }: CompiledMapping['constants'][number],
  references: References,
): Promise<PlainCell> {
  const cell = cellOf([]);
  if (cell === undefined || cell === null || cell instanceof Problem) return cell;
  for (;;) {
    const value = convert(cell);
    if (!(value instanceof NeedsLookUp)) return value;
    await references.lookUp([value]);
  }
}

function preflightOf(
  { preflight, tenant }: PlanRequest,
  resource: Resource,
): Preflight | undefined {
  if (!preflight) return undefined;
  if (!tenant) throw new BulkInputError('a preflight has to ask Halo', { code: 'ask-halo' });
  return new Preflight(tenant, resource);
}

/** The records that rows are compared with. If each row names its record by id, they are read as rows arrive. */
async function readCurrent(
  { tenant, mode }: PlanRequest,
  resource: Resource,
  { fields, extras, keys }: Pick<Wanted, 'fields' | 'extras' | 'keys'>,
): Promise<CurrentRecords | undefined> {
  if (!tenant || (keys.length === 0 && fields.length === 0)) return undefined;
  const others = keys.filter((key) => !isIdAlone(key));
  const current = new CurrentRecords(tenant, {
    resource: resource.attribute,
    fields,
    extras,
    keys: others,
  });
  const isById = others.length === 0 && (mode === 'update' || mode === 'delete');
  if (resource.operations['list'] && !isById) await current.readList();
  return current;
}

/** How long the list is in which new records are looked for by their mark, or read back. */
async function sizeOf(
  resource: Resource,
  { tenant, marker }: PlanRequest,
  created: number,
): Promise<ReadToPlan | undefined> {
  if (!tenant || !resource.operations['list'] || outerFields(resource).length > 0) return undefined;
  if (marker === undefined && created <= mostAlone) return undefined;
  return {
    listed: await tenant.size(resource.attribute, wholeListOf(resource.attribute)),
    readAlone: 0,
    lists: 1,
  };
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
