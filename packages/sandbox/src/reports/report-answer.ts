import { htmlText as escapeHtml } from 'halopsa-ground';
import type { HaloRecord, HaloValue } from '../store/port.js';
import type { ReportRun } from './run-report.js';

/** The report as Halo answers it once it has been run: the profile, what columns there are, and the rows below `report`. */
export function reportAnswer(profile: HaloRecord, run: ReportRun): HaloRecord {
  const columns = run.columns.map(({ name, dataType }, index) => ({
    id: index + 1,
    name,
    data_type: dataType,
    sequence: index + 1,
  }));
  return {
    ...withoutControls(profile),
    available_columns: columns,
    availablefields: columns.map(({ name }) => name).join(','),
    report: reportContent(profile, run),
  };
}

function reportContent(profile: HaloRecord, { columns, rows, error }: ReportRun): HaloRecord {
  if (error !== undefined) return { loaded: false, load_error: error, rows: [] };
  return { loaded: true, rows, table_html: tableHtml(columns, rows), ...chartOf(profile, rows) };
}

/** Rows that the table for a screen shows. */
const MOST_SHOWN = 1000;

/** The rows as a table for a screen; text stays text whatever it holds. */
function tableHtml(columns: ReportRun['columns'], rows: ReportRun['rows']): string {
  const line = (cells: readonly HaloValue[], tag: 'th' | 'td'): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(String(cell ?? ''))}</${tag}>`).join('')}</tr>`;
  const names = columns.map(({ name }) => name);
  const body = rows.slice(0, MOST_SHOWN).map((row) =>
    line(
      names.map((name) => row[name]),
      'td',
    ),
  );
  return `<table><thead>${line(names, 'th')}</thead><tbody>${body.join('')}</tbody></table>`;
}

/** The points of the report's chart; without a column for the height each label counts its rows. */
function chartOf({ xaxis, yaxis }: HaloRecord, rows: ReportRun['rows']): HaloRecord {
  if (typeof xaxis !== 'string' || xaxis === '') return {};
  const heights = new Map<HaloValue, number>();
  for (const row of rows) {
    const height = typeof yaxis === 'string' && yaxis !== '' ? Number(row[yaxis] ?? 0) : 1;
    heights.set(row[xaxis], (heights.get(row[xaxis]) ?? 0) + height);
  }
  return { chart_labels: [...heights.keys()], chart_dataset: [...heights.values()] };
}

const withoutControls = (profile: HaloRecord): HaloRecord =>
  Object.fromEntries(Object.entries(profile).filter(([name]) => !name.startsWith('_')));
