import type { HaloClient } from 'halopsa';
import { allOperations, type Operation } from 'halopsa-catalogue';
import type { Action, RunOptions } from './action.js';
import { curatedActions } from './actions/index.js';
import type { JsonObject } from './json.js';
import { OperationAction } from './operations/operation-action.js';
import { operationName } from './operations/operation-name.js';
import { Validator } from './schema/validator.js';

/** All actions by name: the curated ones, those that were registered, and one for every operation of the catalogue. */
export class ActionRegistry {
  readonly #curated = new Map<string, Action>();
  readonly #operations = new Map<string, Operation>();
  readonly #built = new Map<string, Action>();
  /** Checks inputs of whatever is called, with what it has compiled so far. */
  readonly validator: Validator = new Validator();

  constructor(actions: readonly Action[] = curatedActions()) {
    for (const operation of allOperations())
      this.#operations.set(operationName(operation), operation);
    for (const action of actions) this.register(action);
  }

  /** Adds an action of somebody else's; refuses a name that is taken or that platforms cannot spell. */
  register(action: Action): this {
    if (!/^[a-z][a-z0-9_]{0,63}$/.test(action.name)) {
      throw new RangeError(
        `an action's name has up to 64 lower-case letters, digits and underscores, and this one is "${action.name}"`,
      );
    }
    if (this.#curated.has(action.name) || this.#operations.has(action.name))
      throw new RangeError(`there is an action ${action.name} already`);
    this.#curated.set(action.name, action);
    return this;
  }

  /** The action with this name, or of this operation id (`tickets.list`). */
  find(name: string): Action | undefined {
    return (
      this.#curated.get(name) ??
      this.#operationAction(name) ??
      this.#operationAction(nameOfId(name))
    );
  }

  /** The curated actions and those registered. */
  curated(): Action[] {
    return [...this.#curated.values()];
  }

  /** One action for every operation. */
  operations(): Action[] {
    return [...this.#operations].map(([name, operation]) => this.#actionOf(name, operation));
  }

  /** The input as the action takes it; rejects with an InvalidInputError for what its schema refuses. */
  check(action: Action, input: unknown): Promise<JsonObject> {
    return this.validator.check(action.name, action.input, input);
  }

  /** Checks the input and runs the action. */
  async run(
    action: Action,
    client: HaloClient,
    input: unknown,
    options: RunOptions = {},
  ): Promise<JsonObject> {
    return action.run(client, await this.check(action, input), options);
  }

  #operationAction(name: string): Action | undefined {
    const operation = this.#operations.get(name);
    return operation && this.#actionOf(name, operation);
  }

  #actionOf(name: string, operation: Operation): Action {
    const built = this.#built.get(name) ?? new OperationAction(operation);
    this.#built.set(name, built);
    return built;
  }
}

/** An id such as `kbArticles.list` is the name `halo_kb_articles_list`. */
const nameOfId = (id: string): string =>
  `halo_${id
    .replace('.', '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()}`;
