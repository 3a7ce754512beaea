import type { Exchange, Handler, Middleware, Reply } from '../pipeline/exchange.js';

/** What this stage uses of `@opentelemetry/api`. */
interface Span {
  setAttribute(name: string, value: string | number): void;
  setStatus(status: { code: number; message?: string }): void;
  recordException(error: Error): void;
  end(): void;
}
interface Api {
  readonly trace: {
    getTracer(name: string): { startActiveSpan<T>(name: string, work: (span: Span) => T): T };
  };
  readonly metrics: {
    getMeter(name: string): {
      createHistogram(
        name: string,
        options: { unit: string; description: string },
      ): { record(value: number, attributes: Record<string, string>): void };
    };
  };
}

const errorStatus = 2;

/**
 * Makes a span and a duration measurement of every call where `@opentelemetry/api` is installed, and does nothing where it is not.
 * Attributes are the operation, the method, the status and the number of attempts; never a query, a header or a body.
 */
export async function openTelemetry(load: () => Promise<unknown> = loadApi): Promise<Middleware> {
  const api = (await load().catch(() => undefined)) as Api | undefined;
  if (!api?.trace) return (next) => next;
  const tracer = api.trace.getTracer('halopsa');
  const duration = api.metrics.getMeter('halopsa').createHistogram('http.client.request.duration', {
    unit: 's',
    description: 'Duration of calls to Halo',
  });
  return (next) => (exchange) =>
    tracer.startActiveSpan(`halo ${exchange.operation}`, async (span) => {
      const started = performance.now();
      const outcome = await observe(next, exchange, span);
      duration.record((performance.now() - started) / 1000, {
        'halo.operation': exchange.operation,
        outcome: outcome.error ? 'error' : 'ok',
      });
      span.end();
      if (outcome.error) throw outcome.error;
      return outcome.reply!;
    });
}

async function observe(
  next: Handler,
  exchange: Exchange,
  span: Span,
): Promise<{ reply?: Reply; error?: unknown }> {
  span.setAttribute('halo.operation', exchange.operation);
  span.setAttribute('http.request.method', exchange.method);
  try {
    const reply = await next(exchange);
    span.setAttribute('http.response.status_code', reply.status);
    return { reply };
  } catch (error) {
    const { status, name } = error as { status?: unknown; name: string };
    if (typeof status === 'number') span.setAttribute('http.response.status_code', status);
    span.setAttribute('error.type', name);
    span.setStatus({ code: errorStatus, message: name });
    return { error };
  } finally {
    span.setAttribute('halo.attempts', exchange.marks.attempt);
  }
}

/** The name stands in a variable so that neither compilers nor bundlers look for a package that need not be there. */
function loadApi(): Promise<unknown> {
  const name = ['@opentelemetry', 'api'].join('/');
  return import(name);
}
