/** What a code means and what helps. */
export type Explanation = Readonly<Record<'code' | 'meaning' | 'changed' | 'help', string>> & {
  readonly exit: number;
  /** Other names: HTTP statuses and exit codes. */
  readonly also: readonly string[];
};

const row = (
  code: string,
  exit: number,
  also: readonly string[],
  words: readonly [meaning: string, changed: string, help: string],
): Explanation => ({
  code,
  meaning: words[0],
  changed: words[1],
  help: words[2],
  exit,
  also,
});

const nothing = 'Nothing was sent.';

/** Every error code of the client and of the command line. */
export const explanations: readonly Explanation[] = [
  row(
    'cli/usage',
    2,
    ['2'],
    ['The command line or the configuration is wrong.', nothing, 'Read the message; --help after the command shows what it takes.'],
  ),
  row(
    'cli/interrupted',
    130,
    ['130'],
    [
      'You stopped the command.',
      'The message says whether a write was under way, which may have been made.',
      '"halo writes" shows what was confirmed; look the record up.',
    ],
  ),
  row(
    'cli/not-taken',
    7,
    ['7'],
    [
      'Halo accepted a write, and its answer shows other values than some of those sent.',
      'The other fields were changed.',
      "Check the ticket type's workflow and rules, and the permissions of the agent; --read-back looks at fields that the answer leaves out.",
    ],
  ),
  row('cli/changed', 1, [], ['The record is not as --if-unchanged expects it.', nothing, 'Read the record again and decide anew.']),
  row(
    'cli/output',
    1,
    [],
    [
      'The command did its work, and its result could not be written or shown as asked.',
      'What the command changes is changed.',
      'Make room, or ask for other output; "halo writes" shows a write that was made, so that it need not be sent again.',
    ],
  ),
  row(
    'cli/unexpected',
    1,
    [],
    [
      'A fault of the command itself.',
      'Unknown: look the record up after a write.',
      'Report it with the line that you typed and the output of --debug.',
    ],
  ),
  row(
    'halo/usage',
    2,
    [],
    ['The call itself is wrong: an unknown parameter, a missing id.', nothing, 'The message names the nearest parameter.'],
  ),
  row(
    'halo/validation',
    1,
    ['400'],
    [
      'Halo refused what was sent.',
      'Nothing by a write of one record; of several, the message says it of each.',
      'Correct the fields that are named; "halo describe <topic>" shows their types.',
    ],
  ),
  row(
    'halo/authentication',
    4,
    ['401', '4'],
    [
      'A fresh token was refused.',
      'Nothing was changed.',
      'Check the permissions of the application and of its agent in Halo; "halo doctor" tells more.',
    ],
  ),
  row(
    'halo/token',
    4,
    [],
    [
      'The authorisation server gave no token.',
      nothing,
      'Check client id, secret and scope with "halo configure"; "halo doctor" tells which of them is wrong.',
    ],
  ),
  row(
    'halo/forbidden',
    1,
    ['403'],
    [
      'The application or its agent may not do this.',
      'Nothing was changed.',
      'Give the role access to this module in Halo, then run "halo logout" to get a new token.',
    ],
  ),
  row(
    'halo/not-found',
    3,
    ['404', '3'],
    ['There is no such record or route.', 'Nothing was changed.', 'Check the id; a deleted record answers like one that never was.'],
  ),
  row(
    'halo/rate-limited',
    1,
    ['429'],
    [
      'Too many requests in the window (500 in 5 minutes, unless Halo gave you more).',
      'Nothing was changed by this request.',
      'Wait, or stop other programs on this tenant; runs of halo share one budget already.',
    ],
  ),
  row(
    'halo/server',
    1,
    ['500', '502', '503', '504'],
    ['Halo or a gateway before it failed.', 'After a write: unknown.', 'Try again later; look the record up before you repeat a write.'],
  ),
  row(
    'halo/api',
    1,
    [],
    [
      'Halo answered with a status that has no meaning of its own here.',
      'Unknown after a write.',
      'Run it again with --debug and read the answer.',
    ],
  ),
  row(
    'halo/broken-answer',
    1,
    [],
    [
      'The answer is not JSON, or has no record in it.',
      'Unknown after a write.',
      'Check that the tenant URL leads to Halo and not to a proxy or a sign-in page.',
    ],
  ),
  row(
    'halo/timeout',
    1,
    [],
    ['No answer came in time.', 'After a write: unknown.', 'Ask for less at a time; look the record up before you repeat a write.'],
  ),
  row(
    'halo/connection',
    1,
    [],
    [
      'The network failed.',
      'The message says whether the request may have arrived.',
      'Check the tenant URL, the network and any proxy; "halo doctor" goes through them.',
    ],
  ),
  row(
    'halo/incomplete-list',
    5,
    ['5'],
    [
      'A list ended with fewer rows than the server counted.',
      'Nothing was changed.',
      'List again; if it stays so, narrow it by filters and compare the counts.',
    ],
  ),
  row(
    'halo/ambiguous-write',
    1,
    [],
    ['A write may or may not have happened.', 'Unknown.', 'Look the record up before you send it again: it may be there already.'],
  ),
  row(
    'halo/unapplied-write',
    7,
    [],
    [
      'Halo accepted a write, and some fields did not change.',
      'The other fields were changed.',
      "Check the ticket type's workflow and rules, and the permissions of the agent.",
    ],
  ),
  row(
    'halo/report',
    1,
    [],
    ['Halo could not run a report.', 'Nothing was changed.', 'Read what the server said of the query, and try it in Halo.'],
  ),
  row(
    'halo/download',
    1,
    [],
    ['A file could not be fetched.', 'Nothing was changed.', 'Download it again, or open it in Halo: it may have been removed.'],
  ),
  row('halo/upload', 1, [], ['A file could not be stored.', 'Nothing was stored.', 'Try again; a smaller file goes another way.']),
  row(
    'halo/drift',
    1,
    [],
    ['The server answers otherwise than the catalogue says.', 'Nothing was changed.', 'Report it: the catalogue wants to know.'],
  ),
  row(
    'halo/circuit-open',
    1,
    [],
    ['Too many failures in a row, so that nothing is sent for a while.', nothing, 'Wait, and see whether the tenant answers in a browser.'],
  ),
];
