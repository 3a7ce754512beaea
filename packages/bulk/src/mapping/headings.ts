import type { Resource } from 'halopsa-catalogue';
import type { Note, Remedy } from 'halopsa-catalogue/errors';
import { nameKeysOf } from 'halopsa-catalogue/names';
import { BulkInputError } from '../input-error.js';
import type { FieldLabels } from './field-labels.js';
import { findField, nearestFields, resultColumns } from './find-field.js';
import type { ColumnRule, Mapping } from './map-file.js';
import { own } from './own.js';
import { readZonedHeading } from './zoned-heading.js';

/** What headings may mean. */
export interface HeadingContext {
  readonly resource: Resource;
  readonly columns: readonly string[];
  /** The name of the source, for messages. */
  readonly source: string;
  /** What a person should know of how the source was read: a heading that means nothing may come of that. */
  readonly notes?: readonly Note[] | undefined;
  /** What fields are called on the tenant's screens. */
  readonly labels?: Pick<FieldLabels, 'find'> | undefined;
  /** What became of headings in an earlier run, for those that mean nothing by themselves. */
  readonly earlier?: Mapping['columns'];
}

/** A heading that names a field which Halo sets itself, with the field that sets it, where there is one. */
export interface HeadingOfHalo {
  readonly heading: string;
  readonly field: string;
  readonly instead: string | undefined;
}

/** Headings that the mapping leaves open and that do not name a field: labels and earlier runs may explain them. */
export const openHeadings = (
  columns: readonly string[],
  mapping: Mapping,
  resource: Resource,
): string[] =>
  mapping.others === 'ignore'
    ? []
    : columns.filter(
        (heading) =>
          own(mapping.columns, heading) === undefined &&
          !resultColumns.includes(heading) &&
          ruleByName(resource, heading) === undefined,
      );

/** The rule of a heading that is the name of a field, with the zone that it may tell. */
function ruleByName(resource: Resource, heading: string): ColumnRule | undefined {
  const field = findField(resource, heading);
  return field === undefined ? readZonedHeading(resource, heading) : { field };
}

/** A mapping whose constants and answers stand under the fields that their words mean: `client` means `client_id`, as in a heading. */
export function byFields(mapping: Mapping, { attribute }: Resource): Mapping {
  const keys = nameKeysOf(attribute);
  const renamed = <T>(table: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(table).map(([word, value]) => {
        const field = keys.get(word)?.field ?? word;
        return [Object.hasOwn(table, field) ? word : field, value];
      }),
    );
  const { set, values } = mapping;
  return {
    ...mapping,
    ...(set === undefined ? {} : { set: renamed(set) }),
    ...(values === undefined ? {} : { values: renamed(values) }),
  };
}

const asRule = (given: ColumnRule | string | null | undefined): ColumnRule | undefined =>
  typeof given === 'string' ? { field: given } : (given ?? undefined);

/** The rule of each column, undefined for one that becomes nothing, and the headings that mean nothing. */
export function rulesOf(
  mapping: Mapping,
  context: HeadingContext,
): { rules: (ColumnRule | undefined)[]; unknown: string[] } {
  const { columns, resource, labels, earlier } = context;
  const unknown = openHeadings(columns, mapping, resource).filter(
    (heading) => own(earlier, heading) === undefined && (labels?.find(heading) ?? []).length === 0,
  );
  const isUnknown = new Set(unknown);
  const rules = columns.map((heading) =>
    isUnknown.has(heading) ? undefined : ruleOf(heading, mapping, context),
  );
  return { rules, unknown: mapping.others === 'ignore-unknown' ? [] : unknown };
}

/**
 * A column called `priority` has names, and `priority_id` takes them: the field of that name is an object that Halo sets. Where the id
 * stands beside it the sheet was read from Halo, and the object is left alone.
 */
function forNames(
  rule: ColumnRule,
  { attribute }: Resource,
  columns: readonly string[],
): ColumnRule {
  const name = nameKeysOf(attribute).get(rule.field);
  return name && name.field !== rule.field && !columns.includes(name.field)
    ? { ...rule, field: name.field }
    : rule;
}

function ruleOf(
  heading: string,
  mapping: Mapping,
  { resource, source, labels, earlier, columns }: HeadingContext,
): ColumnRule | undefined {
  const given = own(mapping.columns, heading);
  if (given !== undefined) return asRule(given);
  if (resultColumns.includes(heading) || mapping.others === 'ignore') return undefined;
  const named = ruleByName(resource, heading);
  if (named) return forNames(named, resource, columns);
  const before = own(earlier, heading);
  if (before !== undefined) return asRule(before);
  const called = labels?.find(heading) ?? [];
  const [field, another] = called;
  if (field === undefined) return undefined;
  if (another === undefined) return { field };
  throw new BulkInputError(
    `${called.length} fields have this label: ${called.join(' and ')}`,
    { code: 'choose-label', heading, field, fields: called },
    { file: source, column: heading },
  );
}

const headingsShown = 20;

/** Refuses, in one message, every heading that means nothing and every one whose field only Halo sets. */
export function refuseHeadings(
  unknown: readonly string[],
  ofHalo: readonly HeadingOfHalo[],
  context: HeadingContext,
): void {
  const [[one, another], [first, second]] = [unknown, ofHalo];
  if (!first && one === undefined) return;
  if (!first && one !== undefined && another === undefined) refuseOne(one, context);
  const problems = [
    ...(unknown.length > 0 ? [unknownText(unknown, context)] : []),
    ...(ofHalo.length > 0 ? [ofHaloText(ofHalo)] : []),
  ];
  const place = { file: context.source };
  throw new BulkInputError(
    problems.join('; '),
    first && one === undefined
      ? remedyOfHalo([first, ...ofHalo.slice(1)])
      : { code: 'map-headings', notes: context.notes },
    first && one === undefined && !second ? { ...place, column: first.heading } : place,
  );
}

/** What to do about headings whose fields Halo sets itself: by the first that another field sets. */
function remedyOfHalo(ofHalo: readonly [HeadingOfHalo, ...HeadingOfHalo[]]): Remedy {
  for (const { heading, instead } of ofHalo)
    if (instead !== undefined) return { code: 'use-instead', heading, field: instead };
  return { code: 'ignore-heading', heading: ofHalo[0].heading };
}

function refuseOne(heading: string, { resource, source, notes }: HeadingContext): never {
  const near = nearestFields(resource, heading);
  throw new BulkInputError(
    `no field of ${resource.title.toLowerCase()} has this name`,
    { code: 'map-heading', heading, near, notes },
    { file: source, column: heading },
  );
}

function unknownText(unknown: readonly string[], { resource }: HeadingContext): string {
  const words = shown(unknown, (heading) => {
    const near = nearestFields(resource, heading);
    return near.length > 0 ? `"${heading}" (${near.join(' or ')}?)` : `"${heading}"`;
  });
  const what = unknown.length === 1 ? '1 heading is' : `${unknown.length} headings are`;
  return `${what} not the name of any field of ${resource.title.toLowerCase()}: ${words}`;
}

function ofHaloText(ofHalo: readonly HeadingOfHalo[]): string {
  const [first] = ofHalo as [HeadingOfHalo];
  if (ofHalo.length === 1)
    return `Halo sets ${first.field} itself${first.instead === undefined ? '' : `: use ${first.instead}`}`;
  const words = shown(
    ofHalo,
    ({ heading, instead }) => `"${heading}"${instead === undefined ? '' : ` (use ${instead})`}`,
  );
  return `Halo sets the fields of ${ofHalo.length} headings itself: ${words}`;
}

/** The first of many things in words, and how many more there are. */
function shown<T>(all: readonly T[], text: (one: T) => string): string {
  const words = all.slice(0, headingsShown).map(text).join(', ');
  return all.length > headingsShown ? `${words} and ${all.length - headingsShown} more` : words;
}
