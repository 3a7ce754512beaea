import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileTexts } from '../packages/bulk/test/hostile-texts.js';
import { hostileFiles } from '../packages/bulk/test/workbook/hostile-files.js';
import type { Result } from './result.js';

const rows = 1_000_000;
const updates = 20_000;
const program = join(import.meta.dirname, 'bulk-work.ts');

/** What a process of its own measured. */
interface Measured {
  readonly ms: number;
  /** Time of the processors, which other programs on the machine do not lengthen. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly requests?: number;
}

/** The bulk engine: a million rows planned against a bare reading loop, and 20,000 updates against the floor that requests set. */
export async function benchBulk(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'halo-bench-bulk-'));
  try {
    const csv = join(folder, 'rows.csv');
    await writeRows(csv);
    await warm(csv);
    const bare: Measured[] = [];
    const planned: Measured[] = [];
    for (let round = 0; round < 2; round += 1) {
      bare.push(await work('bare', csv, ''));
      planned.push(await work('plan', csv, join(folder, `${round}.plan`)));
    }
    const quickest = (runs: readonly Measured[]): number => Math.min(...runs.map(({ ms }) => ms));
    const [bareMs, planMs] = [quickest(bare), quickest(planned)];
    const [bareCpu, planCpu] = [bare, planned].map((runs) =>
      Math.min(...runs.map(({ cpuMs }) => cpuMs)),
    ) as [number, number];
    const peak = Math.max(...planned.map(({ peakMb }) => peakMb));
    const applied = await work('apply', String(updates), folder);
    // 200 pages of the list and 200 arrays of 100, four at a time, 100 ms each.
    const floorMs = (((updates / 100) * 2) / 4) * 100;
    const refused = await refusals(folder);
    const listed = await work('records', join(folder, 'records.plan'));
    return [
      ...refused,
      {
        name: 'plan of 1,000,000 rows against a bare csv-parse loop',
        measured: `${seconds(planMs)} against ${seconds(bareMs)}; processor time ${seconds(planCpu)} against ${seconds(bareCpu)}`,
        value: planMs / bareMs,
        budget: 2.5,
        unit: 'x',
      },
      {
        name: 'peak memory of that plan',
        measured: `${rows} rows`,
        value: peak,
        budget: 250,
        unit: ' MB',
      },
      {
        name: 'peak memory of a plan of rows from a list',
        measured: '100,000 records, 50 MB of JSON',
        value: listed.peakMb,
        budget: 200,
        unit: ' MB',
      },
      {
        name: '20,000 updates against the floor at 100 ms',
        measured: `${seconds(applied.ms)} against ${seconds(floorMs)}, ${applied.requests} requests`,
        value: applied.ms / floorMs,
        budget: 1.2,
        unit: 'x',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What it costs to refuse workbooks that are made to cost much: the dearest of them. */
async function refusals(folder: string): Promise<Result[]> {
  let [slowest, largest] = [
    { name: '', value: 0 },
    { name: '', value: 0 },
  ];
  for (const [name, [make]] of Object.entries(hostileFiles)) {
    const file = join(folder, 'hostile.xlsx');
    writeFileSync(file, make());
    const { ms, peakMb } = await work('refuse', file);
    if (ms > slowest.value) slowest = { name, value: ms };
    if (peakMb > largest.value) largest = { name, value: peakMb };
  }
  for (const [name, [ending, make]] of Object.entries(hostileTexts)) {
    const file = join(folder, `hostile.${ending}`);
    make(file);
    const { ms, peakMb } = await work('refuse', file);
    if (ms > slowest.value) slowest = { name, value: ms };
    if (peakMb > largest.value) largest = { name, value: peakMb };
  }
  const count = Object.keys(hostileFiles).length + Object.keys(hostileTexts).length;
  return [
    {
      name: `hostile files, the slowest of ${count} to refuse`,
      measured: slowest.name,
      value: slowest.value,
      budget: 1000,
      unit: ' ms',
    },
    {
      name: `hostile files, peak memory of ${count}`,
      measured: largest.name,
      value: largest.value,
      budget: 200,
      unit: ' MB',
    },
  ];
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The file is in the page cache for the first run as for the others. */
async function warm(path: string): Promise<void> {
  for await (const _ of createReadStream(path));
}

async function writeRows(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('id,name,item_tax_code,notes\n');
  for (let row = 1; row <= rows; ) {
    let text = '';
    for (const end = Math.min(rows, row + 9_999); row <= end; row += 1)
      text += `${row},Client number ${row},${row % 7},"Some notes, number ${row}"\n`;
    if (!file.write(text)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** Each measurement has a process of its own, so that no other's memory counts. */
async function work(...words: string[]): Promise<Measured> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', program, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`bulk-work ${words[0]} ended with ${code}`);
  return JSON.parse(said) as Measured;
}
