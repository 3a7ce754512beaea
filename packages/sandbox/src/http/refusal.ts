import { empty, json, type Reply } from './reply.js';

/** Ends the handling of a request with this answer; thrown by whatever finds that the request cannot be done. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with status ${reply.status}`);
    this.reply = reply;
  }
}

/** 400 with a serialised .NET exception, one of the two shapes of business errors. */
export const exception = (message: string): Refusal =>
  new Refusal(
    json(
      {
        ClassName: 'System.Exception',
        Message: message,
        Data: null,
        InnerException: null,
        HelpURL: null,
        StackTraceString: null,
        RemoteStackTraceString: null,
        RemoteStackIndex: 0,
        ExceptionMethod: null,
        HResult: -2146233088,
        Source: null,
        WatsonBuckets: null,
      },
      400,
    ),
  );

/** 400 with a bare JSON string, the other shape of business errors. */
export const bareString = (message: string): Refusal => new Refusal(json(message, 400));

/** 400 with model state: field path to messages. */
export const modelState = (path: string, message: string): Refusal =>
  new Refusal(json({ [path]: [message] }, 400));

/** A status with an empty body. */
export const status = (code: number): Refusal => new Refusal(empty(code));

/** 404 with an empty body. */
export const notFound = (): Refusal => status(404);
