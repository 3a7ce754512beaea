import type { ClientContext, Context } from '../core/context.js';
import { loadBodies } from '../load-bodies.js';
import type { MethodOwner } from './method-names.js';

/** Gives an object methods that no listing of its properties shows; their bodies are loaded when the first is called. */
export function bindMethods(target: object, context: ClientContext | Context, owner: MethodOwner, names: string): void {
  for (const name of names.trim().split(' ')) {
    Object.defineProperty(target, name, {
      configurable: true,
      // A record may have a field of this name, which then hides the method.
      writable: true,
      async value(...input: unknown[]): Promise<unknown> {
        return (await loadBodies()).callMethod(context, { owner, name, self: this, input });
      },
    });
  }
}
