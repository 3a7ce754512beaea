import { likeOf } from './emit/words.js';
import type { Source, SourceResource, SourceSchema } from './source.js';
import { ruledWords } from './words-by-rule.js';

/** What has words of what there is. */
interface Share {
  readonly all: readonly string[];
  /** Those without words. */
  readonly silent: readonly string[];
}

/** The words of one resource: how much of it they speak of. */
export interface WordsInventory {
  readonly resource: string;
  readonly operations: Share;
  readonly parameters: Share;
  /** What people see first: common fields, columns of lists, and what automation and templates carry. */
  readonly shown: Share;
  /** All but internal fields. */
  readonly fields: Share;
  /** How many fields have a sentence of a rule. */
  readonly ruled: number;
}

/** The resources that people use: those of the clients that came before, and what belongs to them. */
export const everyday: readonly string[] = [
  ...['tickets', 'actions', 'clients', 'users', 'agents', 'assets', 'sites', 'invoices'],
  ...['contracts', 'opportunities', 'projects', 'appointments', 'items', 'kbArticles'],
  ...['suppliers', 'attachments', 'statuses', 'teams', 'categories', 'priorities', 'slas'],
  ...['ticketTypes', 'topLevels', 'expenses', 'timesheets', 'releases', 'reports', 'webhooks'],
  ...['workdays', 'softwareLicences', 'crmNotes', 'quotations', 'assetTypes', 'fieldInfos'],
  ...['outcomes', 'toDos', 'feedback', 'ticketApprovals', 'recurringInvoices', 'salesOrders'],
  ...['purchaseOrders', 'faqLists', 'organisations', 'userRoles', 'notifications', 'holidays'],
];

/** Counts what each resource has words for, in the order in which they are asked for. */
export function wordsInventory(source: Source, resources: readonly string[]): WordsInventory[] {
  const ruled = ruledWords(source);
  return resources.map((attribute) => {
    const resource = source.resources.find((one) => one.attribute === attribute);
    if (!resource) throw new Error(`there is no resource ${attribute}`);
    return countWords(resource, source, ruled);
  });
}

function countWords(
  resource: SourceResource,
  source: Source,
  ruled: (schema: SourceSchema) => Record<string, string>,
): WordsInventory {
  const { shared, resources } = source.words;
  const like = source.resources.find((one) => one.attribute === likeOf(resource, source));
  const speakers = resources.filter(
    ({ topic }) => topic === resource.topic || topic === like?.topic,
  );
  const own = speakers.find(({ topic }) => topic === resource.topic);
  const written = (kind: 'parameters' | 'fields'): Set<string> =>
    new Set([...speakers, shared].flatMap((words) => Object.keys(words[kind] ?? {})));
  const schemas = schemasOf(resource, source);
  const byRule = new Set(schemas.flatMap((schema) => Object.keys(ruled(schema))));
  const byHand = written('fields');
  const fields = namesOf(schemas);
  return {
    resource: resource.attribute,
    operations: shareOf(
      Object.keys(resource.operations),
      new Set(Object.keys(own?.operations ?? {})),
    ),
    parameters: shareOf(parametersOf(resource), written('parameters')),
    shown: shareOf(shownFields(resource, own?.common ?? []), byHand),
    fields: shareOf(fields, new Set([...byHand, ...byRule])),
    ruled: fields.filter((name) => byRule.has(name) && !byHand.has(name)).length,
  };
}

const shareOf = (names: Iterable<string>, worded: ReadonlySet<string>): Share => {
  const all = [...new Set(names)];
  return { all, silent: all.filter((name) => !worded.has(name)) };
};

const schemasOf = ({ schema, list }: SourceResource, source: Source): SourceSchema[] =>
  source.schemas.filter(({ name }) => name === schema || name === list?.row);

const namesOf = (schemas: readonly SourceSchema[]): string[] => [
  ...new Set(
    schemas.flatMap(({ fields = {} }) =>
      Object.keys(fields).filter((name) => !name.startsWith('_')),
    ),
  ),
];

const parametersOf = ({ operations }: SourceResource): string[] =>
  Object.values(operations).flatMap(({ query = {} }) => Object.keys(query));

/** The fields that faces show without being asked. */
const shownFields = (
  { columns = [], selection, typeForm, demands }: SourceResource,
  common: readonly string[],
): string[] => [
  ...common,
  ...columns,
  ...(selection?.row ?? []),
  ...(selection?.record ?? []),
  ...(selection?.write ?? []),
  ...(typeForm ? [...typeForm.basics, typeForm.field] : []),
  ...(demands?.fields ?? []),
];
