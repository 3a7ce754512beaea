/** A controller that is aborted along with a signal until it stops following. `AbortSignal.any` does the same at several times the cost. */
export function follow(signal: AbortSignal | undefined): {
  readonly controller: AbortController;
  readonly stop: () => void;
} {
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal?.reason);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  return { controller, stop: () => signal?.removeEventListener('abort', abort) };
}
