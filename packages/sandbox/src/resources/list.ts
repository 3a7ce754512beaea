import { jsonText, type Reply } from '../http/reply.js';
import type { HaloRecord } from '../store/port.js';
import type { Call } from './context.js';
import { listPredicates } from './filters.js';
import { readOrder, sortRows } from './order.js';
import { readWindow, type Window } from './page.js';
import { rowWriter } from './row.js';
import type { Predicate } from './rules.js';

/** Answers a list: filter, order, page, and the shape that the catalogue records for the resource. */
export function list(call: Call): Reply {
  const { model, query, context } = call;
  const tests = listPredicates(call.operation, query, model, context);
  const window = model.rule('window')?.(query) ?? readWindow(model.resource, query, context.switches);
  const { rows, count } = select(call, tests, window);
  const write = rowWriter(call);
  const texts = rows.map(write);
  const shape = model.resource.list;
  if (shape?.kind === 'object') return jsonText(texts[0] ?? '{}');
  if (shape?.kind !== 'envelope') return jsonText(`[${texts.join(',')}]`);
  return jsonText(envelope(call, { window, key: shape.key, texts, count }));
}

interface Selection {
  readonly rows: HaloRecord[];
  /** Rows of the whole filtered set. */
  readonly count: number;
}

function select(call: Call, tests: readonly Predicate[], window: Window): Selection {
  const { model, query, context } = call;
  const order = readOrder(query, model);
  const narrowed = model.rule('source')?.(query, context);
  if (narrowed === undefined && order.length <= 1) {
    return take(context.records(model.resource.attribute).scan(order[0]), tests, window);
  }
  const rows = [...(narrowed ?? context.records(model.resource.attribute).scan())].filter((record) => tests.every((test) => test(record)));
  return take(sortRows(rows, order), [], window);
}

function take(records: Iterable<HaloRecord>, tests: readonly Predicate[], window: Window): Selection {
  const end = window.from + window.size;
  const rows: HaloRecord[] = [];
  let count = 0;
  next: for (const record of records) {
    for (const test of tests) if (!test(record)) continue next;
    if (count >= window.from && count < end) rows.push(record);
    count += 1;
  }
  return { rows, count };
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
    ...Object.assign({}, ...call.model.every('envelope').map((rule) => rule(call.query))),
  };
  return `${JSON.stringify(members).slice(0, -1)},${JSON.stringify(key)}:[${texts.join(',')}]}`;
}
