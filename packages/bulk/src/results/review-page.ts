import { noteText, type Vocabulary } from 'halopsa-catalogue/errors';
import { htmlText as safe } from 'halopsa-ground';
import { writePrivate } from 'halopsa-ground/node';
import type { FieldValue } from '../fields.js';
import { cannotWrite } from '../input-error.js';
import { optionWords } from '../option-words.js';
import { type Action, checkPlan, type PlanRow, readPlanRows } from '../plan/plan-file.js';
import { Reasons, reasonText } from '../plan/reasons.js';
import { whyText } from '../plan/why.js';
import { refuseOwnFiles } from './own-files.js';

const mostRows = 2000;

const actionWords: Readonly<Record<Action, string>> = {
  update: 'to update',
  create: 'to create',
  delete: 'to delete',
  skip: 'to leave alone',
  error: 'with errors',
};

const shown = (value: FieldValue): string =>
  safe(
    value === null || value === undefined
      ? ''
      : typeof value === 'string'
        ? value
        : JSON.stringify(value),
  );

const style =
  'body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2530}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d9dfe5;vertical-align:top}th{position:sticky;top:0;background:#fff}del{color:#9b2c2c}ins{color:#1d6b3c;text-decoration:none}.error{background:#fdecec}';

/** Writes a page that a colleague can review: what would be done, row by row, before and after. It loads nothing and runs nothing. `words` is the vocabulary of the face; default: the names of options. */
export async function reviewPage(
  plan: string,
  out: string,
  words: Vocabulary = optionWords,
): Promise<void> {
  const checked = await checkPlan(plan);
  const { header, footer } = checked;
  await refuseOwnFiles([out], checked);
  const lines: string[] = [];
  let left = 0;
  const unchanged = new Reasons();
  for await (const row of readPlanRows(plan)) {
    if (row.action === 'skip') unchanged.add('skip', { ...row, message: row.message ?? '' });
    else if (lines.length < mostRows) lines.push(rowLine(row, words));
    else left += 1;
  }
  const counts = (Object.keys(actionWords) as Action[]).map(
    (action) => `${footer.counts[action]} ${actionWords[action]}`,
  );
  const title = `Plan for ${header.resource} from ${header.source.name}`;
  await writePrivate(
    out,
    `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${safe(title)}</title><style>${style}</style></head>
<body><h1>${safe(title)}</h1>
<p>Made ${safe(header.created)} for ${safe(header.tenant || 'any tenant')}: ${counts.join(', ')}; ${footer.requests} requests.</p>
${footer.warnings.map((warning) => `<p>${safe(noteText(warning, words))}</p>`).join('\n')}
<table><thead><tr><th>Line</th><th>Action</th><th>Record</th><th>Change</th></tr></thead><tbody>
${lines.join('\n')}
</tbody></table>${left > 0 ? `<p>and ${left} more rows</p>` : ''}
${unchanged
  .list()
  .map((reason) => `<p>Left alone, ${safe(reasonText(reason, words))}</p>`)
  .join('\n')}
<p>SHA-256 of the plan: ${footer.sha256}</p></body></html>
`,
  ).catch(cannotWrite(out));
}

function rowLine(row: PlanRow, words: Vocabulary): string {
  const change =
    row.message === undefined
      ? Object.entries(row.set ?? {}).map(([field, value]) => changeText(row, field, value))
      : [safe(whyText({ ...row, message: row.message }, words))];
  return `<tr${row.action === 'error' ? ' class="error"' : ''}><td>${row.line}</td><td>${actionWords[row.action]}</td><td>${shown(row.id)}${row.name === undefined ? '' : ` ${safe(row.name)}`}</td><td>${change.join('<br>')}</td></tr>`;
}

function changeText({ before }: PlanRow, field: string, value: FieldValue): string {
  const old = before && field in before ? `<del>${shown(before[field])}</del> ` : '';
  return `${safe(field)}: ${old}<ins>${shown(value)}</ins>`;
}
