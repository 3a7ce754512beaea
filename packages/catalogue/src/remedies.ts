import type {
  Note,
  Remedy,
  RemedyCode,
  ResumeReason,
  UnknownRows,
  Vocabulary,
} from './remedy-codes.js';

export type {
  Advice,
  Note,
  Remedy,
  RemedyCode,
  RemedyValues,
  ResumeReason,
  UnknownRows,
  Vocabulary,
} from './remedy-codes.js';

type Sentences = {
  readonly [Code in RemedyCode]: (remedy: Remedy<Code>, words: Vocabulary) => string;
};

const quoted = (text: string): string => JSON.stringify(text);

/** How the file was read, which may be why a heading means nothing. */
const readingText = (notes: readonly Note[] = [], words: Vocabulary): string =>
  notes.length === 0
    ? ''
    : ` How the file was read: ${notes.map((note) => noteText(note, words)).join(' ')}`;

const unknownText = ({ plan, hasKey }: UnknownRows, words: Vocabulary): string =>
  hasKey
    ? `${words.resume(plan)} looks them up by their key; ${words.exportUnknown(plan)} writes those that stay unknown to a file, which can be planned again.`
    : `They have no key to look them up by: ${words.exportUnknown(plan)} writes them to a file; planned again, they are looked up by their values before anything is made.`;

const resumeTexts: Readonly<Record<ResumeReason, (resume: string, words: Vocabulary) => string>> = {
  begun: (resume, { status }) => `Use ${resume} to go on, ${status()} to look.`,
  elsewhere: (resume) =>
    `Go on there with ${resume}, or bring plan and journal to the same place and resume here.`,
  locked: (resume) => `Wait for it, or stop it; ${resume} goes on with a job that was stopped.`,
  'not-begun': (resume) => `Nothing was changed. ${resume} begins once that is fixed.`,
  stopped: (resume) =>
    `What was done is noted. ${resume} goes on with the rest once that is fixed.`,
  unfinished: (resume) => `${resume} finishes it first.`,
};

const readings = (all: Remedy<'choose-encoding'>['readings'], words: Vocabulary): string => {
  const named = all.map(({ encoding, sample }) => [words.encoding(encoding), sample] as const);
  const width = Math.max(...named.map(([name]) => name.length));
  return named.map(([name, sample]) => `\n  ${name.padEnd(width)}  ${sample}`).join('');
};

function dateText({ text, formats }: Remedy<'declare-date'>, { dateFormat }: Vocabulary): string {
  const [format, other] = formats;
  if (format === undefined) return `Declare a form other than 2026-11-30 with ${dateFormat()}.`;
  return other === undefined
    ? `Declare the form of ${quoted(text)}, for example with ${dateFormat(format)}.`
    : `Say which with ${dateFormat(format)} or ${dateFormat(other)}.`;
}

/** What each remedy says, in the vocabulary of a face. */
const sentences: Sentences = {
  step: ({ step }) => step,

  'check-rows': (_, { skipLines }) =>
    `Check for a stray separator, for a text that needs quotes, and for titles above the heading (${skipLines()}).`,
  'choose-encoding': ({ readings: all }, words) =>
    `Choose the line that reads right, or save the file as UTF-8:${readings(all, words)}\n`,
  'choose-sheet': ({ sheets }, { sheet }) =>
    sheets === undefined
      ? `Name another one with ${sheet}.`
      : `The workbook has: ${sheets}. Name one with ${sheet}.`,
  'close-quote': (_, { quote }) =>
    `Close the quote where the cell ends, and double every quote inside it; or name another ${quote}.`,
  'correct-or-name-format': (_, { format }) =>
    `Correct the file, or name its format with ${format}.`,
  'export-or-name-encoding': (_, { encoding }) =>
    `Export the file again, or name its encoding with ${encoding()}.`,
  'keep-lines-in-cell': (_, { multilineCells }) =>
    `Close the quote where the cell ends; if the cell holds these lines, use ${multilineCells}.`,
  'name-encoding': ({ encoding }, words) =>
    encoding === undefined
      ? `Save it as UTF-8, or name its encoding with ${words.encoding()}.`
      : `Name the encoding in which the file was saved, for example ${words.encoding(encoding)}, or save it as UTF-8.`,
  'name-format': (_, { format }) => `Name its format with ${format}.`,
  'name-quote': (_, { quote }) => `Give one character with ${quote}.`,
  'name-range': (_, { range }) =>
    `Name the table with ${range}, from the lower line of its heading on, or undo the merge.`,
  'name-separator': (_, { separator }) => `Give one character with ${separator}, such as ; or tab.`,
  'number-headings': ({ range }, words) =>
    range
      ? `Give every column a heading, number them with ${words.numberHeadings}, or name the table with ${words.range}.`
      : `Give every column a heading, or number them with ${words.numberHeadings}.`,
  'quote-cell': (_, { looseQuotes }) =>
    `Put the cell in quotes and double the quotes inside it, or read quotes as ordinary characters with ${looseQuotes}.`,
  'rename-heading': ({ second }, { numberHeadings }) =>
    `Rename one of them, or call the second one ${quoted(second)} with ${numberHeadings}.`,
  'skip-lines': ({ lines }, { skipLines }) => `If that is wrong, use ${skipLines(lines)}.`,
  'split-or-name-separator': (_, { separator }) =>
    `Split the file, or name its separator with ${separator}: a sheet has no more columns than that.`,
  'unpack-file': (_, { pipe }) => `Unpack it first${pipe}.`,

  'choose-label': ({ heading, field }, { column }) =>
    `Use ${column(heading, field)}, or another of them.`,
  'clear-empty': (_, { clearEmpty }) => `Use ${clearEmpty} to empty it.`,
  'declare-date': dateText,
  'ignore-heading': ({ heading }, { ignore }) => `Leave the column out with ${ignore(heading)}.`,
  'ignore-one-of': (_, { ignore }) => `Leave one of the two out with ${ignore()}.`,
  'map-heading': ({ heading, near, notes }, words) => {
    const hint = near.length > 0 ? `Is it ${near.join(' or ')}? ` : '';
    const ways = `Use ${words.column(heading, 'FIELD')}, or leave the column out with ${words.ignore(heading)}.`;
    return `${hint}${ways}${readingText(notes, words)}`;
  },
  'map-headings': ({ notes }, words) =>
    `Use ${words.column('HEADING', 'FIELD')} for each; ${words.ignore('HEADING')} leaves one out, and ${words.ignoreOthers} all that are not the name of a field.${readingText(notes, words)}`,
  'name-decimal': ({ taken }, { decimal }) =>
    taken === undefined
      ? `Say which with ${decimal('.')} or ${decimal(',')}.`
      : `The decimal sign is taken to be ${quoted(taken)}; ${decimal()} names another.`,
  'name-zone': (_, { zone }) => `Name one such as Europe/London with ${zone}.`,
  'say-if-nothing': ({ text }, words) =>
    `Use ${words.null(text)} if it does, or ${words.literal(text)} if it is the value.`,
  'correct-formula': ({ text }, words) =>
    `Correct it in the spreadsheet, or use ${words.null(text)} if it stands for nothing.`,
  'use-instead': ({ heading, field }, { column, ignore }) =>
    `Give values of ${field} and use ${column(heading, field)}, or leave the column out with ${ignore(heading)}.`,

  'allow-near': (_, { allowNear }) =>
    `Write both alike, or use ${allowNear} if they are two records.`,
  'check-ids': (_, { checkIds }) => `Use ${checkIds} to look all of them up.`,
  'create-only': (_, { mode }) => `They can only be created in bulk: use ${mode('create')}.`,
  'ignore-id': (_, { ignore, mode }) => `Leave it out with ${ignore()}, or use ${mode('update')}.`,
  'map-key': ({ columns, field }, { column, match }) =>
    `The file has: ${columns.join(', ')}. Use ${column('HEADING', field)}, or ${match()} with another field.`,
  'mark-otherwise': (_, { match }) =>
    `Mark by another field, or find new records again by a key: ${match('FIELD')}.`,
  'match-by-id': (_, { online }) => `Match by id, or ${online}.`,
  'match-by-marker': ({ field }, { match }) =>
    `Find new records again by it: ${match(field)}. Or mark by another field.`,
  'match-id-too': (_, { match, ignore }) =>
    `Match by id too (${match('id')}), or leave the id out (${ignore()}).`,
  'match-or-mark': (_, { match, marker }) => `Use ${match()} or ${marker} to find it again.`,
  'name-key': (_, { match }) => `Name the key with ${match('FIELD')}.`,
  'set-something': (_, { set }) => `Map a column to a field, or use ${set('FIELD', 'VALUE')}.`,
  'write-blind': (_, { blind }) => `Use ${blind} to write over it, which undo cannot take back.`,

  'ask-halo': (_, { online }) => `To have Halo check rows, ${online}.`,
  'choose-out': ({ instead }, { out }) =>
    instead === undefined ? `Choose another ${out}.` : `Choose another ${out}, or ${instead}.`,
  'list-reasons': ({ plan, more }, { listReasons }) =>
    `and ${more} more reasons: ${listReasons(plan)} lists them`,
  'list-resources': (_, { listResources }) => `${listResources} lists them.`,
  'name-plan': (_, { plan }) => `Name a file that ${plan} has written.`,
  'plan-anew': (_, { plan }) => `Make one with ${plan}.`,
  'plan-online': (_, { online }) => `To find out, ${online}.`,
  'skip-preflight': ({ delete: made, before }, { deleteRecord, preflight }) => {
    const back = made && `Delete it with ${deleteRecord(made.topic, made.id)}. `;
    const set = before === undefined ? '' : `It was ${before}; set it back. `;
    return `${back ?? set}${(back ?? set) ? 'Then plan' : 'Plan'} without ${preflight}.`;
  },

  'apply-plan': ({ plan, first }, { apply }) =>
    first === undefined ? `Use ${apply(plan)}.` : `${first}, then run ${apply(plan)} again.`,
  'force-copy': (_, { force }) =>
    `If the other copy was applied, its records would be made twice. If it was not, and will not be, use ${force}.`,
  'force-changed': (_, { force }) => `Plan it again, or apply the plan unchanged with ${force}.`,
  'force-changed-import': (_, { force }) =>
    `Bring new rows in from a folder of their own, or go on with the rows as they were with ${force}.`,
  'import-again': ({ retry, unknown }, words) =>
    [
      retry === undefined ? '' : `${words.retry(retry)} plans the failed ones again.`,
      unknown ? `Of the unknown ones: ${unknownText(unknown, words)}` : '',
      `Then import again, or go on without them with ${words.skipErrors}.`,
    ]
      .filter(Boolean)
      .join(' '),
  'look-up-unknown': unknownText,
  'raise-limit': ({ limit }, words) => `Raise ${words[limit]} if you mean that.`,
  'resume-plan': ({ plan, why }, words) => resumeTexts[why](words.resume(plan), words),
  'skip-errors': ({ of }, { skipErrors }) =>
    of === 'plan'
      ? `Correct the source and plan again, or apply the others with ${skipErrors}.`
      : `Correct the file and import again, or leave such rows out with ${skipErrors}.`,
  'undo-import': ({ folder }, { undoImport }) =>
    `${undoImport(folder)} goes on with that. To bring the folder in anew, move its plans (*.plan, *.plan.journal) away.`,
};

/** The codes of all remedies. */
export const remedyCodes: readonly RemedyCode[] = Object.keys(sentences) as RemedyCode[];

/** What a remedy says on a face, as whole sentences. */
export const remedyText = <Code extends RemedyCode>(
  remedy: Remedy<Code>,
  words: Vocabulary,
): string => sentences[remedy.code as Code](remedy, words);

/** What a remedy says as the end of a sentence: after a colon, without a full stop. */
export function remedyClause(remedy: Remedy, words: Vocabulary): string {
  const text = remedyText(remedy, words).replace(/\.$/, '');
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** A note in the words of a face. */
export const noteText = (note: Note, words: Vocabulary): string =>
  typeof note === 'string' ? note : `${note.message} ${remedyText(note.remedy, words)}`;
