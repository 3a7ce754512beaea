import { answerApiDoc } from './apidoc/route.js';
import { behaviours } from './behaviours/index.js';
import { answerControl } from './control/answer.js';
import { createControl } from './control/control.js';
import type { Control } from './control/levers.js';
import { Engine } from './engine/engine.js';
import type { SandboxOptions } from './options.js';
import type { RunningServer, ServeOptions } from './server.js';
import type { DamagedLines } from './store/durable/change-log.js';
import { answerUpload } from './uploads/answer-upload.js';

/** A Halo server of its own: in process through `fetch`, or on a port through `serve`. */
export interface Sandbox {
  /** Answers a request as the server would; the host of its address does not matter. Fits the SDK's `fetch` option. */
  readonly fetch: (input: Request | URL | string, init?: RequestInit) => Promise<Response>;
  readonly control: Control;
  /** Damaged lines that were found in the data folder at the start: how many, and the file in which they are kept aside. */
  readonly damaged: readonly DamagedLines[];
  /** Gives up the folder of a durable sandbox; without one there is nothing to give up. */
  close(): void;
  /** Listens on the loopback interface; port 0 or none takes a free one. */
  serve(options?: ServeOptions): Promise<RunningServer>;
}

/** Makes a sandbox. It costs little until something is asked of it: records are seeded when they are first touched. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const engine = new Engine(options, behaviours);
  const control = createControl(engine);
  const fetch: Sandbox['fetch'] = (input, init) => {
    const request =
      input instanceof Request && init === undefined ? input : new Request(input, init);
    return lasting(
      answerControl(request, control) ??
        answerApiDoc(request) ??
        answerUpload(request, engine) ??
        engine.answer(request),
      engine,
    );
  };
  return {
    fetch,
    control,
    damaged: engine.damaged,
    close: () => engine.close(),
    serve: async (serveOptions) =>
      (await import('./server.js')).serveSandbox({ fetch }, serveOptions),
  };
}

/** An answer, or a fault in place of one, that is given once everything it stored will last. */
async function lasting(answer: Promise<Response>, engine: Engine): Promise<Response> {
  try {
    return await answer;
  } finally {
    engine.tenants.commit();
  }
}
