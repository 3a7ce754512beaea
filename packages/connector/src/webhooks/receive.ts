import { HaloUsageError } from 'halopsa';
import { findKey, hashKey } from '../http/api-keys.js';
import { asBodyError, BodyError } from '../http/body-error.js';
import { Intake } from '../http/intake.js';
import { isLoopback, type LocalServer, serveLocally } from '../http/local-server.js';
import { decodeContent, readBytes } from '../http/request-body.js';
import type { EventQueue } from './event-queue.js';
import { type HaloEvent, readDelivery } from './halo-event.js';
import { isSigned, type SignatureCheck } from './signature.js';

/** User name and password that the webhook in Halo is set to send. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/** How deliveries are received. */
export interface ReceiverOptions {
  readonly queue: EventQueue;
  /** Default 0, which takes any free port. */
  readonly port?: number | undefined;
  /** The address to listen at; default: the loopback interface. Any other needs `basic` or `signature`. */
  readonly address?: string | undefined;
  /** Names of the host that requests may be meant for besides those of the loopback interface, such as that of a tunnel. They need `basic` or `signature`. */
  readonly hosts?: readonly string[] | undefined;
  readonly basic?: BasicCredentials | undefined;
  /** Takes only deliveries that are signed so; checked on the bytes as they came. */
  readonly signature?: SignatureCheck | undefined;
  /** Bytes of a delivery that are taken; default: 10 MiB. */
  readonly maxBytes?: number | undefined;
  /** Told when events cannot be stored, and why; and with undefined when they can be again. */
  readonly onProblem?: ((problem: string | undefined) => void) | undefined;
  /** The time in epoch milliseconds. Default: the computer's clock. */
  readonly now?: (() => number) | undefined;
}

const mebibyte = 1024 * 1024;
/** So many bodies of the largest size are held at once; many more small ones are. */
const bodiesAtOnce = 4;
const mostBytesOf = ({ maxBytes = 10 * mebibyte }: ReceiverOptions): number => maxBytes;

/**
 * Receives Halo's webhooks: every POST is a delivery, is put into the queue, and is answered 200 once it is safe there, so
 * that Halo sends again whatever was not. `GET /healthz` answers while it runs. Throws a HaloUsageError where it would be open to
 * others without a password.
 */
export async function receiveWebhooks(options: ReceiverOptions): Promise<LocalServer> {
  const { address, hosts = [], basic, signature, port } = options;
  if (
    !basic &&
    !signature &&
    (hosts.length > 0 || (address !== undefined && !isLoopback(address)))
  ) {
    throw new HaloUsageError(
      'a receiver that others can reach needs a user name and a password, or a secret by which deliveries are signed',
      'Name them, and the same ones in the webhook in Halo. Nothing was started.',
    );
  }
  const intake = new Intake(bodiesAtOnce * mostBytesOf(options));
  return serveLocally((request) => answer(request, options, intake), { port, address, hosts });
}

async function answer(
  request: Request,
  options: ReceiverOptions,
  intake: Intake,
): Promise<Response> {
  if (request.method === 'GET' && new URL(request.url).pathname === '/healthz')
    return health(options.queue);
  if (options.basic && !isAllowed(request, options.basic)) {
    return refused(401, 'User name or password is wrong.', {
      'www-authenticate': 'Basic realm="Halo webhooks", charset="UTF-8"',
    });
  }
  if (request.method !== 'POST') return refused(405, 'A delivery is a POST.', { allow: 'POST' });
  const answered = await take(request, options, intake).catch(asBodyError);
  return answered instanceof BodyError
    ? refused(answered.status, answered.message, answered.headers)
    : answered;
}

async function take(request: Request, options: ReceiverOptions, intake: Intake): Promise<Response> {
  const { signature, now = Date.now } = options;
  const mostBytes = mostBytesOf(options);
  using held = intake.hold(request, mostBytes);
  const sent = await readBytes(request, mostBytes, held);
  if (signature && !isSigned(request.headers.get(signature.header), sent, signature.secret)) {
    return refused(401, `The header ${signature.header} does not hold the signature of this body.`);
  }
  const contentType = request.headers.get('content-type') ?? 'application/json';
  const events = await intake.inTurn(async () => {
    const body = await decodeContent(request, sent, mostBytes, held);
    return readDelivery(body, contentType, { receivedAt: new Date(now()).toISOString(), held });
  });
  return events
    ? await store(events, options)
    : refused(400, 'The body is neither a JSON object nor an array of them.');
}

function store(
  events: readonly HaloEvent[],
  { queue, onProblem }: ReceiverOptions,
): Promise<Response> {
  const before = queue.problem;
  return queue.accept(events).then(
    (taken) => {
      if (before !== undefined && queue.problem === undefined) onProblem?.(undefined);
      return Response.json(taken);
    },
    (error: Error) => {
      if (before === undefined) onProblem?.(error.message);
      return refused(503, 'The delivery could not be stored; send it again.', {
        'retry-after': '60',
      });
    },
  );
}

/** 503 while nothing can be stored, with the reason: monitoring has to see it. */
async function health(queue: EventQueue): Promise<Response> {
  const problem = await queue.check();
  return problem === undefined
    ? Response.json({ status: 'ok' })
    : Response.json({ status: 'failing', problem }, { status: 503 });
}

const refused = (status: number, error: string, headers: Record<string, string> = {}): Response =>
  Response.json({ error }, { status, headers });

/** The credentials are compared as one, by their digests and in constant time. */
function isAllowed(request: Request, { username, password }: BasicCredentials): boolean {
  const given = /^Basic ([A-Za-z0-9+/]{1,8192}={0,2})$/i.exec(
    request.headers.get('authorization') ?? '',
  )?.[1];
  if (given === undefined) return false;
  return (
    findKey(Buffer.from(given, 'base64').toString('utf8'), [
      { hash: hashKey(`${username}:${password}`) },
    ]) !== undefined
  );
}
