import type { Operation, Resource, RouteMatch, Safety } from 'halopsa-catalogue';
import { findResource } from 'halopsa-catalogue/lookup';
import { addressOf, rawCallOf } from './codec/address.js';
import { demandAsked } from './codec/asked-record.js';
import { demandCall } from './codec/demand-call.js';
import type { Caller, CallInput, RawCall } from './core/call.js';
import { tellOutcomes } from './errors/tell-outcomes.js';
import type { ExchangeMarks, Reply } from './pipeline/exchange.js';
import { prepareWrite, settleWrite } from './write/held-write.js';
import { sendDelete } from './write/prove-deleted.js';
import { demandWritten, type SentWrite } from './write/prove-written.js';

/** Sends one request through the pipeline: its name in messages, its method, and its path with its query. */
export type SendRequest = (
  operation: string,
  method: string,
  address: string,
  input: CallInput & { safety: Safety },
) => Promise<Reply>;

/** An operation as it was called. */
export interface Called {
  readonly caller: Caller;
  readonly operation: Operation;
  readonly input: CallInput;
}

/** Sends an operation, and holds what comes back against what was asked or written. */
export async function sendCall(called: Called, request: SendRequest): Promise<Reply> {
  const { caller, operation, input } = called;
  const { id, method } = operation;
  const resource = input.resource ?? (findResource(operation.resource) as Resource);
  demandCall(operation, input);
  const send = (more: Partial<CallInput> = {}): Promise<Reply> => {
    const whole = { ...input, ...more, safety: input.safety ?? operation.safety };
    return request(id, method, addressOf(operation, resource, whole), whole);
  };
  if (method === 'GET') {
    const reply = await send();
    demandAsked(operation, resource, input, reply.value);
    return reply;
  }
  if (method === 'DELETE')
    return sendDelete({ caller, operation, name: id, resource, input }, (marks) => send({ marks }));
  const sent = { caller, operation, name: id, resource, input };
  if (!isJson(input.body)) {
    const reply = await send();
    await demandWritten(sent, reply.value);
    return reply;
  }
  const write = { operation, resource, events: caller.options, readsBack: input.readsBack };
  const held = prepareWrite(write, input.body, input.extraFields);
  const { body } = held;
  const reply = await told(body, input.marks, (marks) => send({ body, marks }));
  await demandWritten({ ...sent, input: { ...input, body } }, reply.value);
  settleWrite(write, held, reply.value);
  return reply;
}

/** Sends a request to any path; what comes back of a write is held as that of a known operation, as far as the path is known. */
export async function sendPath(
  caller: Caller,
  call: RawCall,
  request: SendRequest,
): Promise<Reply> {
  const { operation: name, address, input } = rawCallOf(call);
  const { method, known } = call;
  const send = (marks = input.marks): Promise<Reply> =>
    request(name, method, address, { ...input, marks });
  if (input.safety === 'read') return send();
  const write = writeOf(caller, { name, address, input, known });
  if (method === 'DELETE') return sendDelete({ ...write, isRaw: true }, send);
  const reply = isJson(call.body) ? await told(call.body, input.marks, send) : await send();
  await demandWritten(write, reply.value);
  return reply;
}

interface RawWrite {
  readonly name: string;
  readonly address: string;
  readonly input: CallInput;
  readonly known: RouteMatch | undefined;
}

function writeOf(caller: Caller, { name, address, input, known }: RawWrite): SentWrite {
  const query = Object.fromEntries(new URLSearchParams(address.split('?')[1] ?? ''));
  const operation = known?.operation;
  return {
    caller,
    operation,
    name: operation?.id ?? name,
    resource: operation && findResource(operation.resource),
    input: { ...input, query, params: known?.params },
  };
}

/** Waits for a write; one that failed says what became of each of its records. */
async function told(
  body: unknown,
  marks: ExchangeMarks = { attempt: 0, uncertain: false },
  send: (marks: ExchangeMarks) => Promise<Reply>,
): Promise<Reply> {
  try {
    return await send(marks);
  } catch (error) {
    const records = Array.isArray(body) ? body : [body];
    tellOutcomes({ error, records, uncertain: marks.uncertain });
    throw error;
  }
}

const isJson = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !(body instanceof FormData);
