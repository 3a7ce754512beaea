/** One measured figure against its budget. */
export interface Result {
  readonly name: string;
  /** The figure as a person reads it, with what it was compared to. */
  readonly measured: string;
  readonly value: number;
  /** The largest value that is within budget. */
  readonly budget: number;
  readonly unit: string;
}

/** The results as a table of text. */
export function formatResults(results: readonly Result[]): string {
  const rows = results.map(({ name, measured, value, budget, unit }) => [
    value <= budget ? 'ok  ' : 'MISS',
    name,
    `${round(value)}${unit} of ${round(budget)}${unit}`,
    measured,
  ]);
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const round = (value: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
