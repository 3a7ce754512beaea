import { demandArguments } from '../codec/arguments.js';
import type { ClientContext, Context } from '../core/context.js';
import type { EntityMethods, ResourceMethods } from '../types/entities.js';
import { assetMethods, assetsMethods } from './assets.js';
import { attachmentsMethods } from './attachments.js';
import { categoriesMethods } from './categories.js';
import { clientWideMethods } from './client.js';
import { clientMethods } from './clients.js';
import { customTableMethods } from './custom-table.js';
import { kbArticleMethods } from './kb-articles.js';
import { lookupsMethods } from './lookups.js';
import { meMethods } from './me.js';
import { recordMethods } from './records.js';
import { reportMethods, reportsMethods } from './reports.js';
import { resourceMethods } from './resources.js';
import { ticketTypeMethods } from './ticket-types.js';
import { ticketMethods } from './tickets.js';
import { userMethods } from './users.js';

/** What has methods: the client, a custom table, records, and resources as a whole. */
type Owner =
  | 'client'
  | 'table'
  | 'record'
  | `record ${keyof EntityMethods}`
  | 'resource'
  | `resource ${keyof ResourceMethods}`;

const bodies: Readonly<Record<Owner, object>> = {
  client: clientWideMethods,
  table: customTableMethods,
  record: recordMethods,
  'record tickets': ticketMethods,
  'record projects': ticketMethods,
  'record opportunities': ticketMethods,
  'record assets': assetMethods,
  'record clients': clientMethods,
  'record users': userMethods,
  'record kbArticles': kbArticleMethods,
  'record reports': reportMethods,
  'record ticketTypes': ticketTypeMethods,
  resource: resourceMethods,
  'resource agents': meMethods,
  'resource users': meMethods,
  'resource clients': meMethods,
  'resource assets': assetsMethods,
  'resource categories': categoriesMethods,
  'resource lookups': lookupsMethods,
  'resource reports': reportsMethods,
  'resource attachments': attachmentsMethods,
};

/** A method on its way to its body. */
interface MethodCall {
  /** Whose method it is, for example `record tickets`. */
  readonly owner: string;
  readonly name: string;
  /** What it takes, in the words of `demandArguments`. */
  readonly parameters: string;
  readonly self: unknown;
  readonly input: readonly unknown[];
}

type Body = (context: ClientContext, self: unknown, ...input: unknown[]) => unknown;

/** Holds what a method is given, and runs its body. */
export function callMethod(
  context: ClientContext & Partial<Context>,
  { owner, name, parameters, self, input }: MethodCall,
): unknown {
  const what = owner.startsWith('resource') ? `${context.resource?.attribute}.${name}` : name;
  demandArguments(what, parameters, input);
  return (bodies as Readonly<Record<string, Readonly<Record<string, Body>>>>)[owner]![name]!(
    context,
    self,
    ...input,
  );
}
