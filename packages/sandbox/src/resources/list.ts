import { BARE_BEFORE_2026 } from '../behaviours/bare-before-2026.js';
import { jsonText, type Reply } from '../http/reply.js';
import { passes, type Selection, type Test } from '../store/port.js';
import type { Call } from './context.js';
import { listPredicates } from './filters.js';
import { readOrder, sortRows } from './order.js';
import { readWindow, type Window } from './page.js';
import { rowWriter } from './row.js';

/** Answers a list: filter, order, page, and the shape that the catalogue records for the resource. */
export function list(call: Call): Reply {
  const { model, query, context } = call;
  const tests = listPredicates(call.operation, query, model, context);
  const window = model.rule('window')?.(query) ?? readWindow(model.resource, query, context.switches);
  const { rows, count } = select(call, tests, window);
  const write = rowWriter(call);
  const texts = rows.map(write);
  const shape = bareByVersion(call) ? BARE : model.resource.list;
  if (shape?.kind === 'object') return jsonText(texts[0] ?? '{}');
  if (shape?.kind !== 'envelope') return jsonText(`[${texts.join(',')}]`);
  return jsonText(envelope(call, { window, key: shape.key, texts, count }));
}

/** Older versions answer some lists as a bare array. */
const bareByVersion = ({ operation, context }: Call): boolean =>
  BARE_BEFORE_2026.has(operation.id) && !context.switches.on('list.key-agents');

const BARE = { kind: 'array' } as const;

function select(call: Call, tests: readonly Test[], window: Window): Selection {
  const { model, query, context } = call;
  const order = readOrder(query, model);
  const { from, size } = window;
  const narrowed = model.rule('source')?.(query, context);
  const records = context.records(model.resource.attribute);
  if (narrowed === undefined && order.length <= 1) return records.select({ tests, order: order[0], from, size });
  const all = narrowed
    ? [...narrowed].filter((record) => tests.every((test) => passes(record, test)))
    : [...records.select({ tests, order: undefined, from: 0, size: Number.POSITIVE_INFINITY }).rows];
  return { rows: sortRows(all, order).slice(from, from + size), count: all.length };
}

interface EnvelopeParts {
  readonly window: Window;
  readonly key: string;
  readonly texts: readonly string[];
  readonly count: number;
}

function envelope(call: Call, { window, key, texts, count }: EnvelopeParts): string {
  const pastTheEnd = texts.length === 0 && window.from > 0 && call.context.switches.on('paging.past-end-count-zero');
  const members: Record<string, unknown> = {
    ...(window.pageNo === undefined ? {} : { page_no: window.pageNo }),
    ...(window.pageSize === undefined ? {} : { page_size: window.pageSize }),
    record_count: pastTheEnd ? 0 : count,
    ...Object.assign({}, ...call.model.every('envelope').map((rule) => rule(call.query, call.context, call.model))),
  };
  return `${JSON.stringify(members).slice(0, -1)},${JSON.stringify(key)}:[${texts.join(',')}]}`;
}
