import type { Resource } from 'halopsa-catalogue';
import type { JsonObject, JsonSchema } from '../json.js';
import type { NodeResource } from './operations.js';

/** The form of the node: what is done to which resource, then the fields of that. */
export function nodeProperties(resources: readonly NodeResource[]): JsonObject[] {
  const options = resources
    .map(({ resource }) => ({ name: nameOf(resource), value: resource.attribute }))
    .sort(byName);
  const [first] = resources;
  if (!first) throw new RangeError('the node has no resources');
  return [
    {
      displayName: 'Resource',
      name: 'resource',
      type: 'options',
      noDataExpression: true,
      options,
      default: first.resource.attribute,
    },
    ...resources.map(operationProperty),
    ...resources.flatMap(resourceProperties),
  ];
}

const byName = (a: { name: string }, b: { name: string }): number =>
  a.name.localeCompare(b.name, 'en');
const nameOf = ({ singular }: Resource): string => titled(singular);

const operationProperty = ({ resource }: NodeResource): JsonObject => {
  const { singular, title } = resource;
  const article = /^[aeiou]/i.test(singular) ? 'an' : 'a';
  const option = (name: string, value: string, text: string): JsonObject => ({
    name,
    value,
    action: text,
    description: text,
  });
  return {
    displayName: 'Operation',
    name: 'operation',
    type: 'options',
    noDataExpression: true,
    displayOptions: { show: { resource: [resource.attribute] } },
    options: [
      option('Create', 'create', `Create ${article} ${singular}`),
      option('Delete', 'delete', `Delete ${article} ${singular}`),
      option('Get', 'get', `Get ${article} ${singular}`),
      option('Get Many', 'getAll', `Get many ${title.charAt(0).toLowerCase()}${title.slice(1)}`),
      option('Update', 'update', `Update ${article} ${singular}`),
    ],
    default: 'getAll',
  };
};

function resourceProperties({ resource, filters, writes, required }: NodeResource): JsonObject[] {
  const show = (...operation: string[]): JsonObject => ({
    show: { resource: [resource.attribute], operation },
  });
  const named = Object.entries(writes).filter(([name]) => required.includes(name));
  const others = Object.entries(writes).filter(([name]) => !required.includes(name));
  const collection = (
    label: string,
    name: string,
    shown: JsonObject,
    fields: readonly [string, JsonSchema][],
  ): JsonObject => ({
    displayName: label,
    name,
    type: 'collection',
    placeholder: 'Add Field',
    default: {},
    displayOptions: shown,
    options: fields
      .map(([field, schema]) => fieldOf(field, schema))
      .sort((a, b) => String(a.displayName).localeCompare(String(b.displayName), 'en')),
  });
  return [
    {
      displayName: `${nameOf(resource)} ID`,
      name: 'id',
      type: 'string',
      required: true,
      default: '',
      displayOptions: show('get', 'update', 'delete'),
    },
    {
      displayName: 'Return All',
      name: 'returnAll',
      type: 'boolean',
      default: false,
      description: 'Whether to return all results or only up to a given limit',
      displayOptions: show('getAll'),
    },
    {
      displayName: 'Limit',
      name: 'limit',
      type: 'number',
      typeOptions: { minValue: 1 },
      default: 50,
      description: 'Max number of results to return',
      displayOptions: {
        show: { resource: [resource.attribute], operation: ['getAll'], returnAll: [false] },
      },
    },
    collection('Filters', 'filters', show('getAll'), Object.entries(filters)),
    ...named.map(([field, schema]) => ({
      ...fieldOf(field, schema),
      required: true,
      displayOptions: show('create'),
    })),
    collection('Additional Fields', 'additionalFields', show('create'), others),
    collection('Update Fields', 'updateFields', show('update'), Object.entries(writes)),
  ];
}

function fieldOf(name: string, schema: JsonSchema): JsonObject {
  const type = [schema.type ?? 'object'].flat().find((one) => one !== 'null');
  const base = { displayName: titled(name), name };
  const described =
    schema.description === undefined ? {} : { description: schema.description.replace(/\.$/, '') };
  if (type === 'boolean')
    return {
      ...base,
      type: 'boolean',
      default: false,
      description: `Whether ${titled(name).toLowerCase()} is set`,
    };
  if (type === 'integer' || type === 'number')
    return { ...base, type: 'number', default: 0, ...described };
  if (type === 'string') return { ...base, type: 'string', default: '', ...described };
  return { ...base, type: 'json', default: type === 'array' ? '[]' : '{}', description: 'As JSON' };
}

/** `client_id` as people read it: `Client ID`. */
const titled = (name: string): string =>
  name
    .split(/[_\s]+/)
    .filter(Boolean)
    .map((word) =>
      /^(id|sla|kb|url)$/i.test(word)
        ? word.toUpperCase()
        : `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    )
    .join(' ');
