import type { Json } from 'halopsa-catalogue/types';

/** One recorded request with its answer, both without personal data and without secrets. */
export interface Exchange {
  readonly method: string;
  /** Path with `/api`, as it was sent. */
  readonly path: string;
  /** Query parameters in order. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Operation id, or undefined where no operation has this path. */
  readonly operation: string | undefined;
  /** JSON body of the request; undefined where there was none, or none that is JSON. */
  readonly sent: Json | undefined;
  readonly status: number;
  readonly contentType: string | undefined;
  /** JSON body of the answer; undefined where there was none, or none that is JSON. */
  readonly body: Json | undefined;
  /** Length of the answer in bytes as it came. */
  readonly bytes: number;
}

/** Where exchanges are kept as they come. */
export interface ExchangeSink {
  add(exchange: Exchange): void | Promise<void>;
}
