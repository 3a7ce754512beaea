import { setImmediate as turn } from 'node:timers/promises';

/** Milliseconds of work between two turns of the event loop. */
const sliceMs = 10;

/** Work that stops after each step, so that the rest of it can be put off. */
export type Steps<Result> = Generator<void, Result, void>;

/** The result of work that regularly yields to the event loop, so that others are answered meanwhile. */
export async function inSlices<Result>(steps: Steps<Result>): Promise<Result> {
  let until = performance.now() + sliceMs;
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await turn();
    until = performance.now() + sliceMs;
  }
}
