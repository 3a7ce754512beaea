import type { ErrorCode } from './error-codes.js';
import * as next from './next-steps.js';

export type { ErrorCode } from './error-codes.js';
export * from './remedies.js';

/** What a code means and what helps. */
export interface ErrorHelp {
  readonly meaning: string;
  /** What the error leaves changed. */
  readonly changed: string;
  readonly help: string;
  /** Commands of `halo` that help as well. */
  readonly command?: string;
  /** The class that the client throws, where it has one of its own. */
  readonly class?: string;
  /** What an error of this code carries besides, in Markdown. */
  readonly carries?: string;
  /** HTTP statuses that it covers. */
  readonly statuses?: readonly number[];
}

const notSent = 'Nothing was sent.';
const unchanged = 'Nothing was changed.';
const unknown = 'After a write: unknown.';

/** Every code, those of the client first. */
export const errorHelp: Readonly<Record<ErrorCode, ErrorHelp>> = {
  'halo/usage': {
    class: 'HaloUsageError',
    meaning: 'The call itself is wrong, such as an unknown parameter or a missing id.',
    changed: notSent,
    help: 'The message names what is wrong, and the nearest parameter.',
  },
  'halo/token': {
    class: 'HaloTokenError',
    meaning: 'The authorisation server gave no token.',
    changed: notSent,
    help: 'Check client id, secret and scope.',
    command: '"halo configure" saves them; "halo doctor" says which of them is wrong.',
    carries: '`error`, the OAuth code',
  },
  'halo/validation': {
    class: 'HaloValidationError',
    meaning: 'Halo refused what was sent.',
    changed: 'Nothing of one record, as far as is known; of several, the message says it of each.',
    help: next.correctFields,
    command: '"halo describe <topic>" shows their types.',
    carries: '`errors`, messages by field',
    statuses: [400],
  },
  'halo/authentication': {
    class: 'HaloAuthenticationError',
    meaning: 'A fresh token was refused.',
    changed: unchanged,
    help: next.checkPermissions,
    command: '"halo doctor" tells more.',
    statuses: [401],
  },
  'halo/forbidden': {
    class: 'HaloForbiddenError',
    meaning: 'The application or its agent may not do this.',
    changed: unchanged,
    help: next.giveAccess,
    command: '"halo logout" makes the next command get one.',
    statuses: [403],
  },
  'halo/not-found': {
    class: 'HaloNotFoundError',
    meaning: 'The record or route does not exist.',
    changed: unchanged,
    help: next.checkId,
    statuses: [404],
  },
  'halo/rate-limited': {
    class: 'HaloRateLimitError',
    meaning:
      'Halo takes no more requests for now; it allows 500 in 5 minutes, unless you have been given more.',
    changed: 'Nothing by this request.',
    help: next.leaveRoom,
    command: 'Runs of halo share one budget already.',
    carries: '`retryAfter`, in seconds',
    statuses: [429],
  },
  'halo/wait': {
    class: 'HaloWaitError',
    meaning: 'The budget of requests is used up for longer than one wait may take.',
    changed: notSent,
    help: next.waitLonger,
    command: '--max-wait does on the command line.',
    carries: '`waitMs`',
  },
  'halo/server': {
    class: 'HaloServerError',
    meaning: 'Halo or a gateway before it failed.',
    changed: unknown,
    help: next.lookBeforeRetry,
    statuses: [500, 502, 503, 504],
  },
  'halo/api': {
    class: 'HaloAPIError',
    meaning: 'Halo answered with a status that has no code of its own.',
    changed: unknown,
    help: 'Read the answer; after a write, look the record up before you send it again.',
    command: '--debug shows it.',
    carries: '`status`, `body`',
  },
  'halo/broken-answer': {
    class: 'HaloAPIError',
    meaning: 'The answer is not JSON, is cut, or has no record in it.',
    changed: unknown,
    help: 'Check that the tenant URL leads to Halo and not to a proxy or a sign-in page.',
  },
  'halo/too-large': {
    class: 'HaloAPIError',
    meaning: 'An answer or a file is longer or nested deeper than allowed.',
    changed: unknown,
    help: 'Narrow the list, read it in pages, or allow more bytes.',
  },
  'halo/timeout': {
    class: 'HaloTimeoutError',
    meaning: 'No answer came in time.',
    changed: unknown,
    help: next.askForLess,
  },
  'halo/connection': {
    class: 'HaloConnectionError',
    meaning: 'The network failed.',
    changed: 'The message says whether the request may have arrived.',
    help: next.checkNetwork,
    command: '"halo doctor" goes through them.',
    carries: '`delivery`: `never-sent` or `unknown`',
  },
  'halo/incomplete-list': {
    class: 'HaloIncompleteListError',
    meaning:
      'A list ended with fewer rows than the server counted; those that came were given out.',
    changed: unchanged,
    help: next.listAgain,
    carries: '`expected`, `received`',
  },
  'halo/ambiguous-write': {
    class: 'HaloAmbiguousWriteError',
    meaning: 'A write was sent, and its answer was lost or proves nothing.',
    changed: 'Unknown.',
    help: next.lookItUp,
    carries: '`done`, `unknown`, `notSent`, `answer`',
  },
  'halo/not-deleted': {
    class: 'HaloAPIError',
    meaning: 'The answer to a delete proves nothing, and the record is still there.',
    changed: unchanged,
    help: next.deleteAgain,
  },
  'halo/unapplied-write': {
    class: 'HaloUnappliedWriteError',
    meaning: 'Halo accepted a write, and some fields did not change.',
    changed: 'The other fields.',
    help: next.checkWorkflow,
    carries: '`fields`, sent and found',
  },
  'halo/report': {
    class: 'HaloReportError',
    meaning: 'Halo could not run a report, or cut its rows.',
    changed: unchanged,
    help: 'Read what the server said of the query, and try it in Halo.',
    carries: '`loadError`',
  },
  'halo/download': {
    class: 'HaloAPIError',
    meaning: 'A file could not be fetched.',
    changed: unchanged,
    help: 'Download it again, or open it in Halo: it may have been removed.',
  },
  'halo/file-store': {
    class: 'HaloAPIError',
    meaning: 'Halo names a place for a file that the client does not trust.',
    changed: 'Nothing was fetched.',
    help: "If your Halo keeps files there, name the host in the client's fileStores, or in HALO_FILE_STORES.",
  },
  'halo/upload': {
    class: 'HaloAPIError',
    meaning: 'A file could not be stored.',
    changed: 'Nothing was stored.',
    help: 'Try again; a smaller file goes another way.',
  },
  'halo/drift': {
    class: 'HaloDriftError',
    meaning: 'The server answers with something other than the catalogue says.',
    changed: unchanged,
    help: 'Import the newer OpenAPI document of your Halo into the catalogue, or validate with warn.',
    carries: '`drifts`',
  },
  'halo/circuit-open': {
    class: 'CircuitOpenError',
    meaning: 'Too many calls failed in a row, so nothing is sent for a while.',
    changed: notSent,
    help: 'Wait, and see whether the tenant answers in a browser.',
  },
  'halo/bulk-failures': {
    meaning: 'Some rows of a job failed, or their outcome is not known.',
    changed: 'All other rows are as planned.',
    help: 'Write the rows that failed to a file, correct them, and plan them again.',
    command: '"halo bulk export" writes them, "halo bulk retry" plans them again.',
  },
  'halo/bulk-stopped': {
    class: 'BulkStoppedError',
    meaning: 'A job ended before its last row.',
    changed: 'What was done is noted.',
    help: 'Correct the cause that the message gives, and resume the job.',
    command: '"halo bulk resume" does.',
  },
  'halo/preflight-stored': {
    meaning: 'This server stores the rows that it was only asked to check.',
    changed: 'One record; the message names it.',
    help: 'Take that record back, then plan without the preflight.',
  },
  'halo/contract': {
    meaning: 'An action run for a platform failed before anything could be asked.',
    changed: notSent,
    help: 'The line on the output, ::set-error, says why.',
  },
  'cli/usage': {
    meaning: 'The command line or the configuration is wrong.',
    changed: notSent,
    help: 'Read the message; --help after the command shows what it takes.',
  },
  'cli/interrupted': {
    meaning: 'You stopped the command.',
    changed: 'The message says whether a write was under way, which may have been made.',
    help: 'Look the record up.',
    command: '"halo writes" shows what was confirmed.',
  },
  'cli/not-taken': {
    meaning:
      'Halo accepted a write, and its answer shows other values than some of those sent, or --read-back could not read the record.',
    changed: 'The other fields.',
    help: next.checkWorkflow,
    command: '--read-back looks at fields that the answer leaves out.',
  },
  'cli/changed': {
    meaning: 'The record is not as --if-unchanged expects it.',
    changed: notSent,
    help: next.readAgain,
  },
  'cli/output': {
    meaning: 'The command did its work, and its result could not be written or shown as asked.',
    changed: 'What the command changes is changed.',
    help: 'Make room, or ask for other output.',
    command: '"halo writes" shows a write that was made, so that you need not send it again.',
  },
  'cli/system': {
    meaning: 'A file, a folder or a port of this computer cannot be used.',
    changed: 'The message says what was not done.',
    help: 'Make room, grant rights, or name another place or port.',
  },
  'cli/unhealthy': {
    meaning: '"halo doctor" found something wrong.',
    changed: unchanged,
    help: 'The advice beside each finding says what to do.',
  },
  'cli/update-check': {
    meaning: 'npm could not say which version is the newest.',
    changed: unchanged,
    help: 'Check that npm is installed and reaches its registry.',
  },
  'cli/unexpected': {
    meaning: 'A fault of the command itself.',
    changed: 'After a write: unknown. Look the record up.',
    help: next.reportCommand,
    command: 'Add the line that you typed and the output of --debug.',
  },
  'connector/invalid-input': {
    meaning: 'The input of an action is not what its schema allows.',
    changed: notSent,
    help: 'Correct the members named and run it again; nothing was sent.',
    carries: '`errors`, messages by member',
  },
  'connector/unexpected': {
    meaning: 'A fault of the connector itself.',
    changed: 'After a write: unknown. Look the record up.',
    help: 'This is a fault of the connector: please report it.',
  },
  'connector/unauthorised': {
    meaning: 'The request carries no key that the service knows.',
    changed: notSent,
    help: 'Send the key: Authorization: Bearer ...',
  },
  'connector/forbidden': {
    meaning: 'The key may not run this action.',
    changed: notSent,
    help: 'Use another key, or give this one the toolset and the effect in the file of keys.',
  },
  'connector/no-such-action': {
    meaning: 'No action has this name.',
    changed: notSent,
    help: 'GET /v1/actions lists them.',
  },
  'connector/method': {
    meaning: 'An action was asked for by another method than POST.',
    changed: notSent,
    help: 'Send the input by POST.',
  },
  'connector/rate-limited': {
    meaning: 'The key has sent too many requests.',
    changed: notSent,
    help: 'Wait as long as Retry-After says.',
  },
  'connector/busy': {
    meaning: 'Too much is under way, or the budget of Halo leaves no room.',
    changed: unchanged,
    help: 'Send it again after the time that Retry-After gives.',
  },
  'connector/too-large': {
    meaning: 'The input is longer than the service takes.',
    changed: notSent,
    help: 'Send less at a time.',
  },
  'connector/encoding': {
    meaning: 'The input is in an encoding that the service does not read.',
    changed: notSent,
    help: 'Send JSON as UTF-8, without compression.',
  },
  'connector/deadline': {
    meaning: 'A write took longer than the service allows.',
    changed: 'Unknown.',
    help: next.lookItUp,
  },
  'mcp/refused': {
    meaning: 'The policy of the server, or the person, refused a call of a tool.',
    changed: notSent,
    help: 'The message says what to do instead.',
  },
};
