import { jsonOf } from '../output/answered.js';
import { isRow, type Value } from '../output/json-value.js';
import { UsageError } from '../usage-error.js';

/** The levers of the sandbox that runs on a port of this computer. */
export interface Levers {
  readonly url: string;
  /** Pulls one: its method, its path below `/__sandbox/`, and what it is told. Throws where no sandbox answers or it refuses. */
  pull<Answer = Value>(method: string, path: string, body?: unknown): Promise<Answer>;
}

/** The levers of the sandbox at an address. */
export function leversAt(url: string, signal: AbortSignal | undefined): Levers {
  return {
    url,
    async pull<Answer>(method: string, path: string, body?: unknown) {
      const init = {
        method,
        ...(signal && { signal }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = await fetch(`${url}/__sandbox/${path}`, init).catch((cause: unknown) => {
        throw notThere(url, cause);
      });
      const answer = jsonOf(await response.json().catch(() => undefined));
      // Who pulls a lever knows what the sandbox answers to it.
      if (response.ok && answer !== undefined) return answer as Answer;
      const reason = reasonOf(answer);
      if (reason === undefined) throw notThere(url, undefined);
      throw new UsageError(`The sandbox refused: ${reason.replace(/\.$/, '')}.`, {
        nextStep: 'Nothing was changed.',
      });
    },
  };
}

/** The reason in a refusal: of a lever, or of the rules of a resource. */
function reasonOf(answer: Value): string | undefined {
  if (typeof answer === 'string') return answer;
  const told = isRow(answer) ? (answer['error'] ?? answer['Message']) : undefined;
  return typeof told === 'string' ? told : undefined;
}

const notThere = (url: string, cause: unknown): UsageError =>
  new UsageError(`No sandbox answers at ${url}.`, {
    cause,
    nextStep: 'Start one with "halo sandbox start", or name its port with --port.',
  });
