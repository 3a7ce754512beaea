import { findOperation, type Operation } from 'halopsa-catalogue';
import type { Json } from 'halopsa-catalogue/types';
import type { SandboxOptions } from '../options.js';
import { createSandbox, type Sandbox } from '../sandbox.js';
import { compareShapes, type Difference } from './compare-shapes.js';
import type { Exchange } from './exchange.js';

/** How the sandbox compares with a recording. */
export interface ParityReport {
  /** Reads that were compared. */
  readonly compared: number;
  /** Exchanges that say nothing here: writes, requests without an operation, records of which the sandbox has none. */
  readonly skipped: number;
  /** Sorted by behaviour, then by operation. */
  readonly differences: readonly Difference[];
}

const ORIGIN = 'http://sandbox.invalid';

/** Asks a sandbox what a recording asked, and lists where its answers have another shape. Only reads are asked; records need not be the same. */
export async function compareRecording(
  exchanges: readonly Exchange[],
  options: SandboxOptions = {},
): Promise<ParityReport> {
  const sandbox = createSandbox(options);
  const authorization = `Bearer ${await tokenOf(sandbox)}`;
  const differences = new Map<string, Difference>();
  let compared = 0;
  for (const exchange of exchanges) {
    const path = pathFor(exchange, sandbox);
    if (path === undefined) continue;
    const response = await sandbox.fetch(`${ORIGIN}${path}`, { headers: { authorization } });
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const body = isJson ? ((await response.json()) as Json) : undefined;
    for (const difference of compareShapes(exchange, { status: response.status, body }))
      differences.set(
        `${difference.behaviour} ${difference.operation} ${difference.place}`,
        difference,
      );
    compared += 1;
  }
  const sorted = [...differences.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, difference]) => difference);
  return { compared, skipped: exchanges.length - compared, differences: sorted };
}

async function tokenOf(sandbox: Sandbox): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: 'sandbox',
    client_secret: 'sandbox',
    scope: 'all',
  });
  const answer = await sandbox.fetch(`${ORIGIN}/auth/token`, { method: 'POST', body });
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** The path to ask for: that of the exchange, with the id of a record that the sandbox has in place of one that it has not. */
function pathFor(
  { method, operation: id, path, query, status }: Exchange,
  sandbox: Sandbox,
): string | undefined {
  const operation = id === undefined ? undefined : findOperation(id);
  if (method !== 'GET' || !operation) return undefined;
  const asked =
    query.length === 0
      ? ''
      : `?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]))}`;
  if (Object.keys(operation.params).length === 0 || status === 404) return `${path}${asked}`;
  const own = ownRoute(operation, path, sandbox);
  return own === undefined ? undefined : `/api${own}${asked}`;
}

function ownRoute(operation: Operation, path: string, sandbox: Sandbox): string | undefined {
  const parameters = Object.keys(operation.params);
  if (parameters.length !== 1) return undefined;
  const records = sandbox.control.records(operation.resource);
  const held = records.some(
    ({ id }) => String(id) === decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)),
  );
  if (held) return path.replace(/^\/api/i, '');
  const [first] = records;
  return first === undefined
    ? undefined
    : operation.path.replace(`{${parameters[0]}}`, encodeURIComponent(String(first.id)));
}
