import { HaloUsageError } from '../errors/usage-error.js';
import { Memory } from '../memory/memory.js';
import type { Bound, BoundResource, ClientContext } from './method-context.js';

/** What has methods: the client, a custom table, the records of a resource, or the resource itself. */
export type MethodOwner = 'client' | 'table' | 'record' | 'resource';

type Body = (context: ClientContext, self: unknown, ...input: unknown[]) => unknown;
type Load = () => Promise<object>;

const me: Load = () => import('./me-methods.js');
const ticket: Load = () => import('./ticket-methods.js');

/** The modules whose functions are the bodies, by owner and where it differs by resource. */
const modules: Readonly<Record<string, Load>> = {
  client: () => import('./client-wide-methods.js'),
  table: () => import('../custom-tables/custom-table-methods.js'),
  record: () => import('./record-methods.js'),
  'record tickets': ticket,
  'record projects': ticket,
  'record opportunities': ticket,
  'record assets': () => import('./asset-methods.js'),
  'record clients': () => import('./client-methods.js'),
  'record users': () => import('./user-methods.js'),
  'record kbArticles': () => import('./kb-article-methods.js'),
  'record reports': () => import('../reports/report-methods.js'),
  'record ticketTypes': () => import('../fields/ticket-type-methods.js'),
  resource: () => import('../search/search-methods.js'),
  'resource agents': me,
  'resource users': me,
  'resource clients': me,
  'resource assets': () => import('./asset-resource-methods.js'),
  'resource categories': () => import('../fields/category-methods.js'),
  'resource lookups': () => import('../fields/lookup-methods.js'),
  'resource reports': () => import('../reports/report-resource-methods.js'),
  'resource attachments': () => import('../attachments/attachment-methods.js'),
};

/** A method on its way to its body. */
export interface MethodCall {
  readonly owner: MethodOwner;
  readonly name: string;
  readonly self: unknown;
  readonly input: readonly unknown[];
}

/** Runs the body of a method: that of the resource, or else that of the owner's kind. */
export async function callMethod(bound: Bound & Partial<BoundResource>, { owner, name, self, input }: MethodCall): Promise<unknown> {
  const context: ClientContext = { ...bound, memory: new Memory(bound.kept, bound.clock) };
  for (const key of [`${owner} ${bound.resource?.resource.attribute}`, owner]) {
    const found = (await modules[key]?.()) as Record<string, Body> | undefined;
    if (found && name in found) return found[name]!(context, self, ...input);
  }
  throw new HaloUsageError(`there is no method ${name}`);
}
