import { optionWords } from 'halopsa-bulk';
import { type Remedy, type RemedyCode, remedyClause, remedyCodes, remedyText, type Vocabulary } from 'halopsa-catalogue/errors';
import { describe, expect, test } from 'vitest';
import { flagWords } from '../../packages/cli/src/bulk/flag-words.js';
import { planOptions } from '../../packages/cli/src/bulk/plan-options.js';
import { command as applyCommand } from '../../packages/cli/src/commands/bulk/apply.js';
import { command as importCommand } from '../../packages/cli/src/commands/bulk/import.js';
import { command as showCommand } from '../../packages/cli/src/commands/bulk/show.js';
import { inputWords } from '../../packages/cli/src/connector/input-words.js';
import { planBulkChange } from '../../packages/cli/src/connector/plan-bulk-change.js';
import { testHost } from '../../packages/cli/test/support/test-host.js';

/** A remedy of each code, with values that are all different from words of any face. */
const remedies: { readonly [Code in RemedyCode]: Remedy<Code> } = {
  step: { code: 'step', step: 'Correct the entry.' },
  'check-rows': { code: 'check-rows' },
  'choose-encoding': { code: 'choose-encoding', readings: [{ encoding: 'windows-1252', sample: 'Müller' }] },
  'choose-sheet': { code: 'choose-sheet', sheets: 'May, June' },
  'close-quote': { code: 'close-quote' },
  'correct-or-name-format': { code: 'correct-or-name-format' },
  'export-or-name-encoding': { code: 'export-or-name-encoding' },
  'keep-lines-in-cell': { code: 'keep-lines-in-cell' },
  'name-encoding': { code: 'name-encoding', encoding: 'windows-1252' },
  'name-format': { code: 'name-format' },
  'name-quote': { code: 'name-quote' },
  'name-range': { code: 'name-range' },
  'name-separator': { code: 'name-separator' },
  'number-headings': { code: 'number-headings', range: true },
  'quote-cell': { code: 'quote-cell' },
  'rename-heading': { code: 'rename-heading', second: 'Tax_2' },
  'skip-lines': { code: 'skip-lines', lines: 3 },
  'split-or-name-separator': { code: 'split-or-name-separator' },
  'unpack-file': { code: 'unpack-file' },
  'choose-label': { code: 'choose-label', heading: 'Tax', field: 'item_tax_code', fields: ['item_tax_code', 'tax'] },
  'clear-empty': { code: 'clear-empty' },
  'declare-date': { code: 'declare-date', text: '3/4/2026', formats: ['d/M/yyyy', 'M/d/yyyy'] },
  'ignore-heading': { code: 'ignore-heading', heading: 'Tax' },
  'ignore-one-of': { code: 'ignore-one-of', headings: ['Tax', 'VAT'] },
  'map-heading': { code: 'map-heading', heading: 'Tax', near: ['item_tax_code'], notes: ['Line 1 is a title.'] },
  'map-headings': { code: 'map-headings', notes: [{ message: 'Line 1 is a title.', remedy: { code: 'skip-lines', lines: 0 } }] },
  'name-decimal': { code: 'name-decimal' },
  'name-zone': { code: 'name-zone' },
  'say-if-nothing': { code: 'say-if-nothing', text: 'N/A' },
  'correct-formula': { code: 'correct-formula', text: '#N/A' },
  'use-instead': { code: 'use-instead', heading: 'Agent', field: 'agent_id' },
  'allow-near': { code: 'allow-near' },
  'check-ids': { code: 'check-ids' },
  'create-only': { code: 'create-only' },
  'ignore-id': { code: 'ignore-id' },
  'map-key': { code: 'map-key', columns: ['Name', 'Tax'], field: 'id' },
  'mark-otherwise': { code: 'mark-otherwise' },
  'match-by-id': { code: 'match-by-id' },
  'match-by-marker': { code: 'match-by-marker', field: 'third_party_ref' },
  'match-id-too': { code: 'match-id-too' },
  'match-or-mark': { code: 'match-or-mark' },
  'name-key': { code: 'name-key' },
  'set-something': { code: 'set-something' },
  'write-blind': { code: 'write-blind' },
  'ask-halo': { code: 'ask-halo' },
  'choose-out': { code: 'choose-out', instead: 'remove the file' },
  'list-reasons': { code: 'list-reasons', plan: 'tax.plan', more: 4 },
  'list-resources': { code: 'list-resources' },
  'name-plan': { code: 'name-plan' },
  'plan-anew': { code: 'plan-anew' },
  'plan-online': { code: 'plan-online' },
  'skip-preflight': { code: 'skip-preflight', delete: { topic: 'tickets', id: 12 } },
  'apply-plan': { code: 'apply-plan', plan: 'tax.plan', first: 'Make room on the disk' },
  'force-copy': { code: 'force-copy' },
  'force-changed': { code: 'force-changed' },
  'force-changed-import': { code: 'force-changed-import' },
  'import-again': { code: 'import-again', retry: 'tax.plan', unknown: { plan: 'tax.plan', hasKey: true } },
  'look-up-unknown': { code: 'look-up-unknown', plan: 'tax.plan', hasKey: false },
  'raise-limit': { code: 'raise-limit', limit: 'maxDeletes' },
  'resume-plan': { code: 'resume-plan', plan: 'tax.plan', why: 'begun' },
  'skip-errors': { code: 'skip-errors', of: 'import' },
  'undo-import': { code: 'undo-import', folder: 'migration' },
};

const all = Object.values(remedies) as Remedy[];
const namesIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!);
const flagsIn = (text: string): string[] => namesIn(text, /(--[a-z][a-z-]*)/g);

/** Flags of the commands of bulk work, and of all commands. */
const known = new Set([
  ...[planOptions, ...[applyCommand, importCommand, showCommand].map(({ options = {} }) => options)].flatMap((options) =>
    Object.values(options as Readonly<Record<string, { readonly flags: string }>>).flatMap(({ flags }) => flagsIn(flags)),
  ),
  '--out',
  '--tz',
  '--unknown',
]);

test('the list of this test has every code once', () => {
  expect(Object.keys(remedies).sort()).toEqual([...remedyCodes].sort());
  for (const [code, remedy] of Object.entries(remedies)) expect(remedy.code).toBe(code);
});

describe.each([
  ['the command line', flagWords],
  ['the tool for assistants', inputWords],
  ['a program', optionWords],
] as const)('%s', (_, words: Vocabulary) => {
  test.each(all)('puts $code into words', (remedy) => {
    const text = remedyText(remedy, words);
    expect(text).not.toMatch(/undefined|\[object|null\]/);
    expect(text.trim()).toMatch(/[.'\w]$/);
    expect(remedyClause(remedy, words)).not.toMatch(/\.$/);
  });
});

test.each(all)('what the command line says of $code are flags that it has', (remedy) => {
  for (const flag of flagsIn(remedyText(remedy, flagWords))) expect(known).toContain(flag);
});

test.each(all)('what an assistant is advised by $code are inputs of its tool, or for a person at the command line', (remedy) => {
  const { input } = planBulkChange(testHost());
  const text = remedyText(remedy, inputWords);
  for (const name of namesIn(text, /"([a-z_]+)":/g).filter((one) => one === one.toLowerCase()))
    expect([...Object.keys(input.properties), 'item_tax_code', 'agent_id', 'Tax']).toContain(name);
  if (/allow|blind/.test(remedy.code)) expect(text).toContain('of "halo bulk plan"');
});

test.each(all)('what a program is told by $code names no flag and no command', (remedy) => {
  expect(remedyText(remedy, optionWords)).not.toMatch(/(^|\s)--[a-z]|halo bulk/);
});

test.each([
  [
    'say-if-nothing',
    'Use --null "N/A" if it does, or --literal "N/A" if it is the value.',
    'Use "nulls": ["N/A"] if it does, or "literals": ["N/A"] if it is the value.',
    'Use mapping.nulls: ["N/A"] if it does, or mapping.literals: ["N/A"] if it is the value.',
  ],
  [
    'map-key',
    'The file has: Name, Tax. Use --column "HEADING=id", or --match with another field.',
    'The file has: Name, Tax. Use "columns": {"HEADING":"id"}, or "match" with another field.',
    'The file has: Name, Tax. Use mapping.columns: { "HEADING": "id" }, or match with another field.',
  ],
  [
    'declare-date',
    'Say which with --date-format d/M/yyyy or --date-format M/d/yyyy.',
    'Say which with "date_format": "d/M/yyyy" or "date_format": "M/d/yyyy".',
    'Say which with mapping.date: "d/M/yyyy" or mapping.date: "M/d/yyyy".',
  ],
  [
    'allow-near',
    'Write both alike, or use --allow-near if they are two records.',
    'Write both alike, or use --allow-near of "halo bulk plan" if they are two records.',
    'Write both alike, or use allowNear: true if they are two records.',
  ],
  [
    'resume-plan',
    'Use "halo bulk resume tax.plan" to go on, "halo bulk status" to look.',
    'Use "halo bulk resume tax.plan" to go on, "halo bulk status" to look.',
    'Use resumePlan("tax.plan") to go on, readStatus() to look.',
  ],
] as const)('%s in the words of each face', (code, ofCommandLine, ofAssistant, ofProgram) => {
  const texts = [flagWords, inputWords, optionWords].map((words) => remedyText(remedies[code] as Remedy, words));
  expect(texts).toEqual([ofCommandLine, ofAssistant, ofProgram]);
});
