import type { AuthorisationServer } from '../auth/token-endpoint.js';
import type { FaultTable } from '../faults/fault-table.js';
import type { FileLinks } from '../http/file-links.js';
import type { Latency } from '../latency.js';
import { createRandom } from '../random.js';
import type { RequestLog } from '../request-log.js';
import type { Context, ResourceModel } from '../resources/contract.js';
import { dispatching } from '../stages/dispatch.js';
import {
  type Answer,
  compose,
  type Exchange,
  type SignedInExchange,
  type Stores,
} from '../stages/exchange.js';
import { faultsStrike } from '../stages/faults.js';
import { delayed } from '../stages/latency.js';
import { logging } from '../stages/log.js';
import { openRoutes } from '../stages/open-routes.js';
import { rateLimited } from '../stages/rate-window.js';
import { refusalsAnswered } from '../stages/refusals.js';
import { rightsHeld } from '../stages/rights.js';
import { signedIn } from '../stages/session.js';
import type { Tenant } from './tenant.js';

/** What the stages work with. */
interface PipelineParts {
  readonly authorisation: AuthorisationServer;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly log: RequestLog;
  readonly faults: FaultTable<Stores | undefined>;
  readonly latency: () => Latency;
  readonly links: FileLinks;
  readonly model: (attribute: string) => ResourceModel;
  readonly contextOf: (exchange: SignedInExchange) => Context;
}

/** The way of a request to its answer, outermost stage first. */
export function createPipeline(parts: PipelineParts): Answer<Exchange> {
  const { authorisation, links } = parts;
  const { clock, rules } = authorisation;
  const api = compose<SignedInExchange>(
    [rateLimited(rules), rightsHeld(rules, parts.model)],
    dispatching(parts.contextOf),
  );
  return compose<Exchange>(
    [
      logging(parts.log, clock),
      faultsStrike(parts.faults, clock),
      delayed(parts.latency, clock, createRandom('delays')),
      refusalsAnswered,
      openRoutes({ authorisation, links, clock }),
    ],
    signedIn(parts.tenants, api),
  );
}
