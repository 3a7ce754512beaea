import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { ErrorCode, type JSONRPCRequest, McpError } from '@modelcontextprotocol/sdk/types.js';
import { JsonFault, parseExactJson } from 'halopsa-ground';
import { isObject, type JsonObject, requestRules } from '../json.js';

type Extra = Parameters<NonNullable<Server['fallbackRequestHandler']>>[1];

/** The schema of a request, as the library has it. */
interface RequestSchema<Request> {
  readonly shape: { readonly method: { readonly value: string } };
  safeParse(value: unknown):
    | { readonly success: true; readonly data: Request }
    | {
        readonly success: false;
        readonly error: {
          readonly issues: readonly {
            readonly path: readonly PropertyKey[];
            readonly message: string;
          }[];
        };
      };
}

/** How requests of one method are answered. */
export interface Answering {
  readonly method: string;
  readonly answer: (request: JSONRPCRequest, extra: Extra) => Promise<object> | object;
}

/**
 * Answers the requests that a schema takes; what it does not take is the caller's fault and is named in one line, where the library
 * would answer with an error of the server and the report of its checker.
 */
export function answering<Request>(
  schema: RequestSchema<Request>,
  answer: (request: Request, extra: Extra) => Promise<object> | object,
): Answering {
  const method = schema.shape.method.value;
  return {
    method,
    answer: (request, extra) => {
      const read = schema.safeParse(withArgumentsRead(request));
      if (read.success) return answer(read.data, extra);
      const wrong = read.error.issues.map(
        ({ path, message }) => `${path.join('.') || 'the request'}: ${message}`,
      );
      throw new McpError(ErrorCode.InvalidParams, `${method}: ${wrong.join('; ').slice(0, 500)}`);
    },
  };
}

/** Sets a server to answer these requests. */
export function answerRequests(server: Server, requests: readonly Answering[]): void {
  const byMethod = new Map(requests.map(({ method, answer }) => [method, answer]));
  server.fallbackRequestHandler = async (request, extra) => {
    const answer = byMethod.get(request.method);
    if (!answer)
      throw new McpError(
        ErrorCode.MethodNotFound,
        `Unknown method ${request.method.slice(0, 100)}.`,
      );
    return (await answer(request, extra)) as JsonObject;
  };
}

function readText(text: string): unknown {
  try {
    return parseExactJson(text, requestRules);
  } catch (error) {
    if (error instanceof JsonFault && error.kind === 'duplicate')
      throw new McpError(
        ErrorCode.InvalidParams,
        `The arguments are JSON that cannot be taken: ${error.message}.`,
      );
    return undefined;
  }
}

/** Some clients send the arguments of a tool as JSON in text, or null where there are none. */
function withArgumentsRead(request: JSONRPCRequest): JSONRPCRequest {
  const { params } = request;
  if (!isObject(params) || !('arguments' in params)) return request;
  const { arguments: given, ...others } = params;
  if (given === null) return { ...request, params: others };
  const read = typeof given === 'string' ? readText(given) : undefined;
  return isObject(read) ? { ...request, params: { ...others, arguments: read } } : request;
}
