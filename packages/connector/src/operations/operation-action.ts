import { type HaloClient, HaloUsageError, type OperationId, type Query } from 'halopsa';
import { type Operation, type Resource, resourceNamed } from 'halopsa-catalogue';
import { resourceFacts } from 'halopsa-catalogue/facts';
import type { Action, RunOptions, Toolset } from '../action.js';
import { filledQuery } from '../actions/filled-query.js';
import { notesOf } from '../actions/write-notes.js';
import { isObject, type JsonObject, type JsonValue, type ObjectSchema } from '../json.js';
import { conform } from '../schema/conform.js';
import { effectOf, operationName } from './operation-name.js';
import { operationInput, operationOutput } from './operation-schemas.js';

/** An operation as an action, its schemas made when they are first looked at. */
export class OperationAction implements Action {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly toolset: Toolset = 'config';
  readonly effect: Action['effect'];
  readonly safety: Action['safety'];
  readonly scopes: readonly string[];
  readonly operation: string;
  readonly layout = 'sections' as const;
  readonly #operation: Operation;
  readonly #resource: Resource;
  #input: ObjectSchema | undefined;
  #output: ObjectSchema | undefined;

  constructor(operation: Operation) {
    this.#operation = operation;
    this.#resource = resourceNamed(operation.resource);
    this.name = operationName(operation);
    this.title = titleOf(operation, this.#resource);
    this.description = descriptionOf(operation, this.#resource);
    this.effect = effectOf(operation);
    this.safety = operation.safety;
    this.scopes = [this.effect === 'read' ? this.#resource.scope.read : this.#resource.scope.write];
    this.operation = operation.id;
  }

  get input(): ObjectSchema {
    this.#input ??= operationInput(this.#operation, this.#resource);
    return this.#input;
  }

  get output(): ObjectSchema {
    this.#output ??= operationOutput(this.#operation, this.#resource);
    return this.#output;
  }

  async run(client: HaloClient, input: JsonObject, { signal }: RunOptions): Promise<JsonObject> {
    const { path_parameters: params = {}, parameters = {}, json_body: given } = input;
    const query =
      this.effect === 'read' ? this.#withPages(filledQuery(parameters as JsonObject)) : parameters;
    const value = await client.call(this.operation as OperationId, {
      params: params as never,
      query: query as never,
      body: bodyOf(this.#operation, given) as never,
      signal,
    });
    return value === undefined ? {} : { json_body: conform(value, {}), ...notesOf(value) };
  }

  /** A caller who names a page or its size wants pages, which Halo gives only where all three parameters are set. */
  #withPages(query: Query): Query {
    const { pageinate, page_no, page_size } = query;
    const asksForPages =
      this.#resource.paging === 'page-number' &&
      pageinate === undefined &&
      (page_no ?? page_size) !== undefined;
    return asksForPages && this.#operation.verb === 'list'
      ? { page_no: 1, ...query, pageinate: true }
      : query;
  }
}

function bodyOf(operation: Operation, given: JsonValue): JsonValue | FormData {
  if (operation.body === 'array' && isObject(given)) return [given];
  if (operation.body !== 'form' || !isObject(given)) return given;
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'object')
      throw new HaloUsageError(
        `${operation.id}: the form field ${name} takes text`,
        'Nothing was sent.',
      );
    form.set(name, String(value));
  }
  return form;
}

const words = (camel: string): string => camel.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();

function titleOf({ verb }: Operation, { title, singular }: Resource): string {
  if (verb === 'list') return `List ${title.toLowerCase()}`;
  if (verb === 'get') return `Get one ${singular}`;
  if (verb === 'upsert') return `Create or update ${title.toLowerCase()}`;
  if (verb === 'delete') return `Delete one ${singular}`;
  return `${title}: ${words(verb)}`;
}

function descriptionOf(operation: Operation, resource: Resource): string {
  const about = resourceFacts.find((facts) => facts.resource === resource.attribute)?.description;
  const legacy = operation.legacy ? ' Only the 2025 contract has it.' : '';
  return `${titleOf(operation, resource)} (${operation.method} ${operation.path}).${about ? ` ${about}` : ''}${legacy}`;
}
