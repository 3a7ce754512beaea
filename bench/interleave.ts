/** Runs two things in turn, so that what else the machine does falls on both alike; the order changes each round. Gives the milliseconds of each. */
export async function interleave(
  rounds: number,
  first: () => unknown,
  second: () => unknown,
): Promise<{ first: number[]; second: number[] }> {
  const times = { first: [] as number[], second: [] as number[] };
  const timed = async (name: 'first' | 'second', run: () => unknown): Promise<void> => {
    const started = performance.now();
    await run();
    times[name].push(performance.now() - started);
  };
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['first', 'second'] as const) : (['second', 'first'] as const);
    for (const name of order) await timed(name, name === 'first' ? first : second);
  }
  return times;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
