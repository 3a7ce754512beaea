import type { CheckedPlan, PlanTarget, ReadPage, Tenant } from 'halopsa-bulk';
import type { Settings } from '../config/settings.js';
import type { Context } from '../context.js';
import { Progress } from '../output/progress.js';

/** Records that Halo puts on a page. */
const perPage = 100;

/** The configured tenant as bulk work sees it; Ctrl-C ends its requests, and whoever waits for a long list sees how far it is. */
export async function openTenant(context: Context): Promise<Tenant> {
  const [{ Tenant }, { client, settings }] = await Promise.all([
    import('halopsa-bulk'),
    context.connection(),
  ]);
  const lists = new Map<string, Progress>();
  const progressOf = (resource: string): Progress => {
    const progress =
      lists.get(resource) ??
      new Progress({
        host: context.host,
        colours: context.noteColours,
        unit: `${resource} read`,
        budget: client.budget,
        perRequest: perPage,
      });
    lists.set(resource, progress);
    return progress;
  };
  const onPage = ({ resource, received, expected }: ReadPage): void => {
    const progress = progressOf(resource);
    progress.update(received, expected);
    if (expected !== undefined && received < expected) return;
    progress.end();
    // A list that is read once more, to verify what was sent, is timed anew.
    lists.delete(resource);
  };
  return new Tenant(client, { ...targetOf(settings), signal: context.host.signal, onPage });
}

/** What plans are bound to under these settings. */
const targetOf = ({
  tenant_url: url = '',
  tenant: name = '',
  client_id: clientId,
}: Settings): PlanTarget => ({ url, name, clientId });

/** What the settings point to, without asking it; undefined where none are configured. */
export async function configuredTarget({
  globals,
  host,
}: Context): Promise<PlanTarget | undefined> {
  if (globals.sandbox) return undefined;
  const { findSettings } = await import('../config/resolve-settings.js');
  const { settings } = await findSettings(globals, host);
  return settings.tenant_url === undefined ? undefined : targetOf(settings);
}

/** Shows how far a plan is carried out; told of so many more rows that are finished. */
export async function watchRows(
  { footer }: CheckedPlan,
  context: Context,
): Promise<{ add(rows: number): void; end(): void }> {
  const { counts, requests } = footer;
  const total = counts.update + counts.create + counts.delete;
  const { client } = await context.connection();
  const perRequest = Math.max(1, total / Math.max(1, requests));
  const progress = new Progress({
    host: context.host,
    colours: context.noteColours,
    unit: 'rows',
    budget: client.budget,
    perRequest,
  });
  let done = 0;
  return {
    add(rows) {
      done += rows;
      progress.update(done, total);
    },
    end: () => progress.end(),
  };
}
