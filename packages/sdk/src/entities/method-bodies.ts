import * as attachmentMethods from '../attachments/attachment-methods.js';
import { demandArguments } from '../codec/arguments.js';
import type { ClientContext, Context } from '../core/context.js';
import * as customTableMethods from '../custom-tables/custom-table-methods.js';
import { HaloUsageError } from '../errors/usage-error.js';
import * as categoryMethods from '../fields/category-methods.js';
import * as lookupMethods from '../fields/lookup-methods.js';
import * as ticketTypeMethods from '../fields/ticket-type-methods.js';
import * as reportMethods from '../reports/report-methods.js';
import * as reportResourceMethods from '../reports/report-resource-methods.js';
import * as searchMethods from '../search/search-methods.js';
import * as assetMethods from './asset-methods.js';
import * as assetResourceMethods from './asset-resource-methods.js';
import * as clientMethods from './client-methods.js';
import * as clientWideMethods from './client-wide-methods.js';
import * as kbArticleMethods from './kb-article-methods.js';
import * as meMethods from './me-methods.js';
import type { MethodOwner } from './method-names.js';
import { methodParameters } from './method-parameters.js';
import * as recordMethods from './record-methods.js';
import * as ticketMethods from './ticket-methods.js';
import * as userMethods from './user-methods.js';

type Body = (context: ClientContext, self: unknown, ...input: unknown[]) => unknown;
/** The modules whose functions are the bodies, by owner and where it differs by resource. */
const modules: Readonly<Record<string, object>> = {
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
  resource: searchMethods,
  'resource agents': meMethods,
  'resource users': meMethods,
  'resource clients': meMethods,
  'resource assets': assetResourceMethods,
  'resource categories': categoryMethods,
  'resource lookups': lookupMethods,
  'resource reports': reportResourceMethods,
  'resource attachments': attachmentMethods,
};

/** A method on its way to its body. */
export interface MethodCall {
  readonly owner: MethodOwner;
  readonly name: string;
  readonly self: unknown;
  readonly input: readonly unknown[];
}

/** Runs the body of a method: that of the resource, or else that of the owner's kind. */
export async function callMethod(context: ClientContext & Partial<Context>, { owner, name, self, input }: MethodCall): Promise<unknown> {
  const attribute = context.resource?.attribute;
  for (const key of [`${owner} ${attribute}`, owner]) {
    const found = modules[key] as Record<string, Body> | undefined;
    if (!found || !(name in found)) continue;
    const what = attribute !== undefined && owner === 'resource' ? `${attribute}.${name}` : name;
    demandArguments(what, methodParameters[owner][name]!, input);
    return found[name]!(context, self, ...input);
  }
  throw new HaloUsageError(`there is no method ${name}`);
}
