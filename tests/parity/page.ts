import { rows } from './inventory.js';
import { documents, type ParityRow } from './rows.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The page of parity: what each document names, ours, and the test that proves it. */
export function renderPage(): string {
  const sections = Object.entries(documents).map(([document, title]) => {
    const lines = Object.entries(rows)
      .filter(([, row]) => row.document === document)
      .map(([id, { says, ours, note = '' }]: [string, ParityRow]) => `| ${cell(says)} | ${cell(ours)} | ${cell(note)} | ${id} |`);
    return [`## ${title}`, '', '| It names | Ours | Where Halo differs | Test |', '|---|---|---|---|', ...lines].join('\n');
  });
  return [
    '# Parity',
    '',
    'What five documents of other Halo clients name, and what this toolkit has for it. Every row is a passing test in `tests/parity`;',
    'this page is written from their names by `tests/parity/page.test.ts` with `PARITY_WRITE=1`, and the build fails where it differs.',
    '',
    sections.join('\n\n'),
    '',
  ].join('\n');
}
