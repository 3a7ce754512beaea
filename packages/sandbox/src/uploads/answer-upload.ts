import type { Engine } from '../engine/engine.js';
import { readBytes } from '../http/limited-body.js';
import { Refusal } from '../http/refusal.js';
import { empty, toResponse } from '../http/reply.js';
import { UPLOAD_PREFIX, UPLOADS } from './upload-address.js';

/** The file store beside Halo: takes bytes at an address that was handed out, and refuses a request that carries Halo's token. */
export function answerUpload(request: Request, engine: Engine): Promise<Response> | undefined {
  const { pathname } = new URL(request.url);
  return pathname.startsWith(`${UPLOAD_PREFIX}/`)
    ? take(request, pathname.slice(UPLOAD_PREFIX.length + 1), engine)
    : undefined;
}

async function take(request: Request, path: string, engine: Engine): Promise<Response> {
  const [tenantName = '', id = ''] = decoded(path);
  const tenant = engine.tenants.find(tenantName);
  if (request.method !== 'PUT' || !tenant || id === '') return toResponse(empty(404));
  if (request.headers.has('authorization')) return toResponse(empty(400));
  const bytes = await readBytes(request).catch(refusal);
  if ('reply' in bytes) return toResponse(bytes.reply);
  tenant.store.collection(UPLOADS).put(id, {
    id,
    type: request.headers.get('content-type') ?? 'application/octet-stream',
    bytes,
  });
  return toResponse(empty(200));
}

/** The parts of a path; none where it is not encoded as addresses are. */
function decoded(path: string): string[] {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return [];
  }
}

function refusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  throw error;
}
