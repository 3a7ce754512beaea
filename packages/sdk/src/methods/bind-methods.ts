import type { ClientContext, Context } from '../core/context.js';
import { loadBodies } from '../load-bodies.js';
import type { MethodTable } from './table.js';

/**
 * Gives an object the methods of a table, which no listing of its properties shows; the bodies under `owner`, for example
 * `record tickets`, are loaded when the first is called.
 */
export function bindMethods(
  target: object,
  context: ClientContext | Context,
  owner: string,
  table: MethodTable = {},
): void {
  for (const [name, parameters] of Object.entries(table)) {
    Object.defineProperty(target, name, {
      configurable: true,
      // A record may have a field of this name, which then hides the method.
      writable: true,
      async value(...input: unknown[]): Promise<unknown> {
        return (await loadBodies()).callMethod(context, {
          owner,
          name,
          parameters,
          self: this,
          input,
        });
      },
    });
  }
}
