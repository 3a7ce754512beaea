import { UsageError } from '../usage-error.js';

/** The levers of the sandbox that runs on a port of this computer. */
export interface Levers {
  readonly url: string;
  /** Pulls one: its method, its path below `/__sandbox/`, and what it is told. Throws where no sandbox answers or it refuses. */
  pull(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** The levers of the sandbox at an address. */
export function leversAt(url: string, signal: AbortSignal | undefined): Levers {
  return {
    url,
    async pull(method, path, body) {
      const init = {
        method,
        ...(signal && { signal }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = await fetch(`${url}/__sandbox/${path}`, init).catch((cause: unknown) => {
        throw notThere(url, cause);
      });
      const answer = (await response.json().catch(() => undefined)) as unknown;
      if (response.ok && answer !== undefined) return answer;
      const reason = reasonOf(answer);
      if (reason === undefined) throw notThere(url, undefined);
      throw new UsageError(`The sandbox refused: ${reason.replace(/\.$/, '')}.`, {
        nextStep: 'Nothing was changed.',
      });
    },
  };
}

/** The reason in a refusal: of a lever, or of the rules of a resource. */
function reasonOf(answer: unknown): string | undefined {
  if (typeof answer === 'string') return answer;
  const { error, Message } = (answer ?? {}) as { error?: unknown; Message?: unknown };
  const told = error ?? Message;
  return typeof told === 'string' ? told : undefined;
}

const notThere = (url: string, cause: unknown): UsageError =>
  new UsageError(`No sandbox answers at ${url}.`, {
    cause,
    nextStep: 'Start one with "halo sandbox start", or name its port with --port.',
  });
