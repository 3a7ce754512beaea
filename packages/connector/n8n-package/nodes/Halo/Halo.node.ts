import {
  type IDataObject,
  type IExecuteFunctions,
  type IHttpRequestOptions,
  type INodeExecutionData,
  type INodeType,
  type INodeTypeDescription,
  type JsonObject,
  NodeApiError,
  NodeConnectionTypes,
  NodeOperationError,
} from 'n8n-workflow';
import { properties } from './properties';
import type { Route } from './route';
import { routes } from './routes';

const pageSize = 100;

/** How often a list is read again when records are deleted while it is read. */
const passes = 3;

export class Halo implements INodeType {
  description: INodeTypeDescription = {
    displayName: 'Halo',
    name: 'halo',
    icon: { light: 'file:../../icons/halo.svg', dark: 'file:../../icons/halo.dark.svg' },
    group: ['transform'],
    version: 1,
    subtitle: '={{$parameter["operation"] + ": " + $parameter["resource"]}}',
    description: 'Read and change records of HaloPSA, HaloITSM and HaloServiceDesk',
    defaults: { name: 'Halo' },
    usableAsTool: true,
    inputs: [NodeConnectionTypes.Main],
    outputs: [NodeConnectionTypes.Main],
    credentials: [{ name: 'haloOAuth2Api', required: true }],
    properties,
  };

  async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
    const done: INodeExecutionData[] = [];
    for (let item = 0; item < this.getInputData().length; item++) {
      try {
        for (const json of await run(this, item)) done.push({ json, pairedItem: { item } });
      } catch (error) {
        if (!this.continueOnFail())
          throw error instanceof NodeOperationError
            ? error
            : new NodeApiError(this.getNode(), error as JsonObject, { itemIndex: item });
        done.push({ json: { error: (error as Error).message }, pairedItem: { item } });
      }
    }
    return [done];
  }
}

async function run(node: IExecuteFunctions, item: number): Promise<IDataObject[]> {
  const route = routes[node.getNodeParameter('resource', item) as string];
  const operation = node.getNodeParameter('operation', item) as string;
  if (operation === 'getAll') return await readList(node, item, route);
  if (operation === 'create' || operation === 'update')
    return [await save(node, item, route, operation)];
  const id = node.getNodeParameter('id', item) as string;
  if (!/^[\w-]+$/.test(id))
    throw new NodeOperationError(node.getNode(), `"${id}" is not an id`, { itemIndex: item });
  const path = `${route.path}/${id}`;
  if (operation === 'get')
    return [
      (await send(node, {
        method: 'GET',
        url: path,
        qs: route.details ? { includedetails: true } : {},
      })) as IDataObject,
    ];
  await send(node, { method: 'DELETE', url: path });
  return [{ id, deleted: true }];
}

async function readList(
  node: IExecuteFunctions,
  item: number,
  route: Route,
): Promise<IDataObject[]> {
  const given = node.getNodeParameter('filters', item, {}) as IDataObject;
  // Halo ignores an empty filter.
  const filters = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== '' && value !== null),
  );
  const all = node.getNodeParameter('returnAll', item) as boolean;
  const limit = all ? Number.MAX_SAFE_INTEGER : (node.getNodeParameter('limit', item) as number);
  for (let pass = 1; pass <= passes; pass++) {
    const rows = await readPages(node, route, filters, limit);
    if (rows) return rows.slice(0, limit);
  }
  throw new NodeOperationError(
    node.getNode(),
    'Records were deleted each time that the list was read, so that it cannot be given whole',
    {
      itemIndex: item,
      description: 'Run the node again.',
    },
  );
}

/** The rows of all pages, each once; undefined where a record was deleted meanwhile, since another may have moved to a page already read. */
async function readPages(
  node: IExecuteFunctions,
  route: Route,
  filters: IDataObject,
  limit: number,
): Promise<IDataObject[] | undefined> {
  const rows = new Map<unknown, IDataObject>();
  let counted = 0;
  for (let page = 1; ; page++) {
    const { found, count } = await readPage(node, route, {
      ...filters,
      ...pagingOf(route, page, limit),
    });
    for (const row of found) rows.set(row.id ?? Symbol(), row);
    if (!route.pages || rows.size >= limit) return [...rows.values()];
    const held = heldNow({ found, count }, rows.size);
    if (held < counted) return undefined;
    if (rows.size >= held) return [...rows.values()];
    counted = count;
  }
}

/** How many records the list holds now. Past the last page the server counts nothing, whatever the list holds. */
const heldNow = ({ found, count }: Page, read: number): number =>
  found.length === 0 ? read : count;

interface Page {
  found: IDataObject[];
  count: number;
}

const pagingOf = (route: Route, page: number, limit: number): IDataObject =>
  route.pages ? { pageinate: true, page_no: page, page_size: Math.min(pageSize, limit) } : {};

async function readPage(node: IExecuteFunctions, route: Route, qs: IDataObject): Promise<Page> {
  const answer = await send(node, { method: 'GET', url: route.path, qs });
  const rows = route.rows === null ? answer : (answer as IDataObject)[route.rows];
  return {
    found: (rows ?? []) as IDataObject[],
    count: (answer as IDataObject).record_count as number,
  };
}

async function save(
  node: IExecuteFunctions,
  item: number,
  route: Route,
  operation: 'create' | 'update',
): Promise<IDataObject> {
  const fields =
    operation === 'create'
      ? {
          ...Object.fromEntries(
            route.required.map((name) => [name, node.getNodeParameter(name, item)]),
          ),
          ...(node.getNodeParameter('additionalFields', item, {}) as IDataObject),
        }
      : {
          ...(node.getNodeParameter('updateFields', item, {}) as IDataObject),
          id: node.getNodeParameter('id', item),
        };
  const record = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      route.json.includes(name) ? asJson(value) : value,
    ]),
  );
  const answer = await send(node, {
    method: 'POST',
    url: route.path,
    body: [record] as unknown as IDataObject,
  });
  return (Array.isArray(answer) ? answer[0] : answer) as IDataObject;
}

/** Fields of type JSON come as text from a form, and as values from an expression. */
const asJson = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);

async function send(node: IExecuteFunctions, request: IHttpRequestOptions): Promise<unknown> {
  const { url } = await node.getCredentials('haloOAuth2Api');
  return await node.helpers.httpRequestWithAuthentication.call(node, 'haloOAuth2Api', {
    ...request,
    baseURL: (url as string).replace(/\/+$/, ''),
    json: true,
  });
}
