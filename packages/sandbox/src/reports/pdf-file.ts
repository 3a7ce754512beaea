import type { HaloRecord } from '../store/port.js';
import type { ReportRun } from './run-report.js';

const MARGIN = 40;
const ROW_HEIGHT = 15;
/** Rows that a printed report shows; the rest is counted in its last line. */
const MOST_PRINTED = 2000;

/** Prints a report as a PDF: its name, when it was made, and its rows as a table. */
export async function pdfFile(
  profile: HaloRecord,
  { columns, rows }: ReportRun,
  made: Date,
): Promise<Uint8Array> {
  const { default: PdfDocument } = await import('pdfkit');
  const title = String(profile.name ?? 'Report');
  const info = { Title: title, Creator: 'halopsa-sandbox', CreationDate: made, ModDate: made };
  const document = new PdfDocument({ size: 'A4', layout: 'landscape', margin: MARGIN, info });
  const chunks: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) =>
    document.on('end', resolve).on('error', reject),
  );
  document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  document.font('Helvetica-Bold').fontSize(16).text(title);
  document
    .font('Helvetica')
    .fontSize(9)
    .text(`${made.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${rows.length} rows`);
  document.moveDown();
  printTable(
    document,
    columns.map(({ name }) => name),
    rows.slice(0, MOST_PRINTED),
  );
  if (rows.length > MOST_PRINTED)
    document.text(`and ${rows.length - MOST_PRINTED} more rows`, MARGIN, document.y + ROW_HEIGHT);
  document.end();
  await done;
  return Buffer.concat(chunks);
}

type Document = PDFKit.PDFDocument;

function printTable(document: Document, names: readonly string[], rows: ReportRun['rows']): void {
  const width = (document.page.width - 2 * MARGIN) / Math.max(1, names.length);
  const bottom = document.page.height - MARGIN - ROW_HEIGHT;
  let y = document.y;
  const line = (cells: readonly string[], font: string): void => {
    document.font(font).fontSize(9);
    cells.forEach((cell, at) => {
      document.text(cell, MARGIN + at * width, y, {
        width: width - 4,
        height: ROW_HEIGHT - 2,
        ellipsis: true,
        lineBreak: false,
      });
    });
    y += ROW_HEIGHT;
  };
  line(names, 'Helvetica-Bold');
  for (const row of rows) {
    if (y > bottom) {
      document.addPage();
      y = MARGIN;
      line(names, 'Helvetica-Bold');
    }
    line(
      names.map((name) => String(row[name] ?? '')),
      'Helvetica',
    );
  }
}
