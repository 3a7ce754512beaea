import type { Sandbox } from 'halopsa-sandbox';
import newman, { type NewmanRunSummary } from 'newman';

/** A folder or a request of a collection. */
export interface Item {
  readonly name: string;
  readonly item?: readonly Item[];
  readonly request?: {
    readonly method: string;
    readonly url: { readonly raw: string; readonly path: readonly string[] };
    readonly body?: { readonly raw?: string };
  };
  readonly event?: readonly { readonly listen: string; readonly script: { readonly exec: readonly string[] } }[];
}

export interface Collection {
  readonly info: { readonly schema: string };
  readonly auth: { readonly type: string; readonly oauth2: readonly { readonly key: string; readonly value: string }[] };
  readonly item: readonly Item[];
}

export interface Environment {
  readonly values: readonly { readonly key: string; readonly value: string; readonly type: string }[];
}

/** What a run of a collection has sent, and what it has not. */
export interface Run {
  readonly sent: readonly { readonly name: string; readonly url: string; readonly body: string; readonly status: number }[];
  /** Names of the requests that were passed over. */
  readonly passedOver: readonly string[];
  readonly failures: readonly string[];
  readonly assertions: number;
  /** The variables of the collection at the end. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Runs a collection under Newman against a sandbox, which it closes again. */
export async function runCollection(collection: object, environment: Environment, sandbox: Sandbox): Promise<Run> {
  const server = await sandbox.serve();
  const mine: Record<string, string> = {
    base_url: server.url,
    token_url: `${server.url}/auth/token`,
    client_id: 'sandbox',
    client_secret: 'sandbox',
  };
  const values = environment.values.map((one) => ({ ...one, value: mine[one.key] ?? one.value }));
  const sent: Run['sent'][number][] = [];
  const begun: string[] = [];
  try {
    const summary = await new Promise<NewmanRunSummary>((resolve, reject) => {
      newman
        .run({ collection, environment: { values }, reporters: [] } as never, (error, done) => (error ? reject(error) : resolve(done)))
        .on('beforeItem', (_, { item }) => begun.push(item.name))
        .on('request', (_, { item, request, response }) =>
          sent.push({
            name: item.name,
            url: request.url.toString().replace(server.url, ''),
            body: request.body?.toString() ?? '',
            status: response?.code ?? 0,
          }),
        );
    });
    const variables = (summary as unknown as { collection: { variables: { toObject(): Record<string, unknown> } } }).collection.variables;
    return {
      sent,
      passedOver: without(
        begun,
        sent.map(({ name }) => name),
      ),
      failures: summary.run.failures.map(({ error, source }) => `${source?.name}: ${error.message}`),
      assertions: summary.run.stats.assertions.total ?? 0,
      variables: variables.toObject(),
    };
  } finally {
    await server.close();
  }
}

/** A list without each of these, once for each time that it is among them. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const one of taken) times.set(one, (times.get(one) ?? 0) + 1);
  return list.filter((one) => {
    const left = times.get(one) ?? 0;
    times.set(one, left - 1);
    return left <= 0;
  });
}
