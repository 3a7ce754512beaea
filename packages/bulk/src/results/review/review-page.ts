import { createHash } from 'node:crypto';
import { noteText, type Vocabulary } from 'halopsa-catalogue/errors';
import { htmlText as safe } from 'halopsa-ground';
import { writePrivate } from 'halopsa-ground/node';
import { cannotWrite } from '../../input-error.js';
import { optionWords } from '../../option-words.js';
import { type Action, type CheckedPlan, checkPlan, readPlanRows } from '../../plan/plan-file.js';
import { Reasons, reasonText } from '../../plan/reasons.js';
import { whyText } from '../../plan/why.js';
import type { Tenant } from '../../tenant.js';
import { refuseOwnFiles } from '../own-files.js';
import { script, style } from './browser.js';
import { type NameOf, namesOfIds } from './id-names.js';
import {
  actionWords,
  type ReviewChange,
  type ReviewRow,
  ReviewRows,
  recordsText,
} from './review-rows.js';

/** How a page for review is written. */
export interface ReviewOptions {
  /** The vocabulary of the face; default: the names of options. */
  readonly words?: Vocabulary | undefined;
  /** The tenant to ask for the names of the records that changes refer to; without it they stay ids. */
  readonly tenant?: Tenant | undefined;
}

const [mostGroups, mostReasons, perPage] = [10, 20, 100];
const actions = Object.keys(actionWords) as Action[];

/**
 * Writes a page that a colleague can review: a summary, the most common changes, and each row before and after, to be filtered and
 * searched. It is one file that loads nothing and needs no server; a plan of more than 100,000 rows is shown in part, which the page says.
 */
export async function reviewPage(
  plan: string,
  out: string,
  { words = optionWords, tenant }: ReviewOptions = {},
): Promise<void> {
  const checked = await checkPlan(plan);
  await refuseOwnFiles([out], checked);
  const [review, reasons] = [new ReviewRows(), new Reasons()];
  for await (const row of readPlanRows(plan)) {
    const isRefused = row.message !== undefined;
    if (isRefused) reasons.add(row.action, { ...row, message: row.message });
    if (row.action !== 'skip')
      review.add(row, isRefused ? whyText({ ...row, message: row.message }, words) : '');
  }
  const { resource } = checked.header;
  const nameOf = await namesOfIds(review.changes, { resource, tenant });
  const view: View = { plan: checked, review, reasons, words, nameOf };
  await writePrivate(out, pageOf(view)).catch(cannotWrite(out));
}

interface View {
  readonly plan: CheckedPlan;
  readonly review: ReviewRows;
  readonly reasons: Reasons;
  readonly words: Vocabulary;
  readonly nameOf: NameOf;
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
const count = (number: number): string => number.toLocaleString('en-GB');

function pageOf(view: View): string {
  const { header } = view.plan;
  const title = safe(`Plan for ${header.resource} from ${header.source.name}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head>
<body><h1>${title}</h1>
${summary(view)}
${warnings(view)}
${groups(view)}
${filters(view)}
${table(view)}
<script type="application/json" id="data">${dataOf(view)}</script>
<script>${script}</script></body></html>
`;
}

/** What, how many, by whom, from which file, for which tenant. */
function summary({ plan: { header, footer }, review }: View): string {
  const what = actions
    .filter((action) => footer.counts[action] > 0)
    .map(
      (action) => `${recordsText(header.resource, footer.counts[action])} ${actionWords[action]}`,
    );
  const application = header.clientId === undefined ? '' : `application ${header.clientId}`;
  const facts = {
    What: what.join(', ') || 'nothing',
    Fields: review.fields.join(', ') || 'none',
    'Rows read': `${count(footer.rows)}, from ${header.source.name} (${header.source.format})`,
    Tenant: [header.tenant || 'any', header.tenantName].filter(Boolean).join(', '),
    'Planned by': [header.by, application].filter(Boolean).join(', ') || 'unknown',
    'Planned at': header.created,
    Requests: count(footer.requests),
  };
  const lines = Object.entries(facts).map(
    ([name, text]) => `<dt>${name}</dt><dd>${safe(text)}</dd>`,
  );
  return `<dl>${lines.join('\n')}<dt>SHA-256 of the plan</dt><dd><code>${footer.sha256}</code></dd></dl>`;
}

const reasonHeads: Readonly<Record<string, string>> = { error: 'With errors', skip: 'Left alone' };

function warnings({ plan: { footer }, reasons, words }: View): string {
  const found = reasons.list();
  const shown = found
    .slice(0, mostReasons)
    .map((reason) => `${reasonHeads[reason.kind]}, ${reasonText(reason, words)}`);
  const left = found.length - shown.length;
  return [
    ...footer.warnings.map((warning) => noteText(warning, words)),
    ...shown,
    ...(left > 0 ? [`and ${count(left)} more reasons`] : []),
  ]
    .map((text) => `<p>${safe(text)}</p>`)
    .join('\n');
}

function groups({ review, nameOf }: View): string {
  const common = review.common(mostGroups);
  if (common.length === 0) return '';
  const items = common.map(({ change, rows }) => {
    const text = changeText(review.changes[change], nameOf);
    return `<li><button type="button" disabled data-change="${change}">${text} <b>${count(rows)} rows</b></button></li>`;
  });
  return `<h2>Most common changes</h2><ol class="groups">${items.join('\n')}</ol>`;
}

function filters({ review }: View): string {
  const used = actions.filter((action) => review.rows.some((row) => row.action === action));
  const option = (value: number, text: string): string =>
    `<option value="${value}">${safe(text)}</option>`;
  return `<h2>Rows</h2>
<form id="filters" hidden><label>Action<select id="action">${option(-1, 'any')}${used.map((action) => option(actions.indexOf(action), actionWords[action])).join('')}</select></label>
<label>Changed field<select id="field">${option(-1, 'any')}${review.fields.map((field, at) => option(at, field)).join('')}</select></label>
<label>Text<input id="text" type="search"></label><button type="button" id="all">Show all</button></form>`;
}

/** The first rows as they are without a script, and where the script puts those that are asked for. */
function table({ review, nameOf }: View): string {
  const first = review.rows.slice(0, perPage).map((row) => rowLine(row, review, nameOf));
  const total = count(review.rows.length + review.left);
  const bound =
    review.left === 0
      ? ''
      : `<p>This page has the first ${count(review.rows.length)} of ${total} rows, and its groups count only these.</p>`;
  return `${bound}<p id="first">The first ${first.length} of ${count(review.rows.length)} rows</p>
<nav id="pages" hidden><button type="button" id="back">Previous</button> <button type="button" id="next">Next</button> <span id="count" aria-live="polite"></span></nav>
<table><thead><tr><th>Line</th><th>Action</th><th>Record</th><th>Change</th></tr></thead><tbody id="rows">
${first.join('\n')}
</tbody></table>`;
}

function rowLine(row: ReviewRow, review: ReviewRows, nameOf: NameOf): string {
  const changes = row.changes.map(
    (place) => `<div class="change">${changeText(review.changes[place], nameOf)}</div>`,
  );
  const record = [row.id, row.name].filter(Boolean).join(' ');
  return `<tr class="${row.action}"><td>${row.line}</td><td>${actionWords[row.action]}</td><td>${safe(record)}</td><td>${safe(row.message)}${changes.join('')}</td></tr>`;
}

function changeText(change: ReviewChange | undefined, nameOf: NameOf): string {
  if (!change) return '';
  const { field, before, after } = named(change, nameOf);
  const old = before === undefined ? '' : `<del>${safe(before)}</del> `;
  return `${safe(field)}: ${old}<ins>${safe(after)}</ins>`;
}

/** A change with the names of the records that its ids stand for. */
function named({ field, before, after }: ReviewChange, nameOf: NameOf): ReviewChange {
  const text = (value: string): string => {
    const name = nameOf(field, value);
    return name === undefined ? value : `${value} (${name})`;
  };
  return { field, before: before === undefined ? undefined : text(before), after: text(after) };
}

/** What the script works on; no sign in it can end the element that it lies in. */
function dataOf({ review, nameOf }: View): string {
  const { fields } = review;
  const places = new Map(fields.map((field, at) => [field, at]));
  const data = {
    perPage,
    actions: Object.entries(actionWords),
    fields,
    changes: review.changes.map((change) => {
      const { field, before, after } = named(change, nameOf);
      return [places.get(field), before ?? null, after];
    }),
    rows: review.rows.map(({ line, action, id, name, changes, message }) => [
      line,
      actions.indexOf(action),
      id,
      name,
      changes,
      message,
    ]),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
