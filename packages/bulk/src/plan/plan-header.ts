import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Resource } from 'halopsa-catalogue';
import type { CompiledMapping } from '../mapping/compile-mapping.js';
import type { MatchKey } from '../matching/match-key.js';
import { fileState } from '../reading/file-state.js';
import { planAgain } from './plan-again.js';
import type { PlanHeader } from './plan-file.js';
import type { PlanRequest } from './plan-request.js';
import { type PlanTarget, targetUrl } from './plan-target.js';

/** What a plan says of itself before its rows. */
export async function headerOf(
  request: PlanRequest,
  resource: Resource,
  keys: readonly MatchKey[],
  { fields, numbers }: Pick<CompiledMapping, 'fields' | 'numbers'>,
): Promise<PlanHeader> {
  const { source, tenant, mode, marker, by } = request;
  const again = request.keepsMap ? planAgain(request) : request.again;
  const target: PlanTarget = tenant ?? request.target ?? { url: '' };
  const { path } = source;
  const file = source.file ?? (path === undefined ? undefined : await fileState(resolve(path)));
  return {
    format: 'halo-bulk-plan',
    version: 2,
    id: randomUUID(),
    created: new Date().toISOString(),
    tenant: targetUrl(target.url),
    ...(target.name === undefined ? {} : { tenantName: target.name }),
    ...(target.clientId === undefined ? {} : { clientId: target.clientId }),
    ...(by === undefined ? {} : { by }),
    path: resolve(request.out),
    resource: resource.attribute,
    mode,
    match: keys,
    compared: tenant !== undefined,
    fields: [...fields, ...(marker === undefined ? [] : [marker])].filter(
      (field) => field !== 'id' && !field.startsWith('_'),
    ),
    ...(marker === undefined ? {} : { marker }),
    ...(again === undefined ? {} : { again }),
    source: {
      name: source.name,
      format: source.format,
      columns: source.columns,
      ...(numbers.length > 0 ? { numbers } : {}),
      ...(file ? { file } : {}),
    },
  };
}
