import { HttpResponse, http, type RequestHandler } from 'msw';
import { isConnectionReset } from './faults/inject.js';
import type { Sandbox } from './sandbox.js';

/**
 * Handlers for MSW that let a sandbox answer for a tenant URL such as `https://acme.halopsa.com`, for setupServer and setupWorker.
 * A connection that a fault breaks is a network error to the caller.
 */
export function sandboxHandlers(
  sandbox: Pick<Sandbox, 'fetch'>,
  tenantUrl: string,
): RequestHandler[] {
  const base = tenantUrl.replace(/(?<!\/)\/+$/, '');
  return [
    http.all(`${base}/*`, async ({ request }) => {
      try {
        return await sandbox.fetch(request);
      } catch (error) {
        if (isConnectionReset(error)) return HttpResponse.error();
        throw error;
      }
    }),
  ];
}
