import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../architecture/workspace.js';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const capture = read('tests/journeys/captures/tax-code.txt').trim();

test('the page shows what a journey has seen on a terminal', () => {
  expect(read('docs/bulk.md')).toContain(`\`\`\`text\n${capture}\n\`\`\``);
});

test.each([60, 80, 120])('the page of tickets shows them in %i columns as a terminal did', (columns) => {
  const seen = read(`tests/journeys/captures/tickets-${columns}.txt`).trim();
  expect(read('docs/guides/reading-tickets.md')).toContain(`\`\`\`text\n${seen}\n\`\`\``);
});

test('the recording is an asciicast of the same commands, with the same outcomes', () => {
  const [header, ...events] = read('docs/recordings/tax-code.cast')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(header).toMatchObject({ version: 2, width: expect.any(Number) as number, height: expect.any(Number) as number });
  const times = events.map((event) => (event as [number, string, string])[0]);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const seen = events.map((event) => (event as [number, string, string])[2].replaceAll(/\u001b\[[?\d;]*[A-Za-z]/g, '')).join('');
  const commands = [...seen.matchAll(/halo bulk (?:plan|apply|undo|status) [^\r]*/g)].map(([command]) => command.trim());
  expect(commands).toEqual(expect.arrayContaining(capture.match(/(?<=^\$ )halo bulk (?:plan|apply|undo|status) .*/gm)!));
  for (const outcome of capture.match(/^\d+ done, .*$/gm)!) expect(seen).toContain(outcome);
  expect(seen).toMatch(/#+\.+ [\d,]+ of 4,000 rows, [\d,]+\/s, [\d,]+ of \d+ requests free/);
});
