import { jsonText, type Reply } from '../http/reply.js';
import type { WritableRecord } from '../store/port.js';
import { passes, type Selection, type Test } from '../store/port.js';
import type { Call } from './contract.js';
import { listPredicates } from './filters.js';
import { readOrder, sortRows } from './order.js';
import { readWindow, type Window } from './page.js';
import { rowWriter } from './row.js';

/** Answers a list: filter, order, page, and the shape that the catalogue records for the resource. */
export function list(call: Call): Reply {
  const { model, query, context } = call;
  const tests = listPredicates(call.operation, query, model, context);
  const window =
    model.rule('window')?.(query) ?? readWindow(model.resource, query, context.switches);
  const { rows, count } = selectPage(call, tests, window);
  const write = rowWriter(call);
  const texts = rows.map(write);
  const shape = model.resource.list;
  if (shape?.kind === 'object') return jsonText(texts[0] ?? '{}');
  if (shape?.kind !== 'envelope' || model.every('bare').some((bare) => bare(query)))
    return jsonText(`[${texts.join(',')}]`);
  return jsonText(envelope(call, { window, key: shape.key, texts, count }));
}

/** One client stops at a last page that comes again for those behind it, as a server may answer. */
function selectPage(call: Call, tests: readonly Test[], window: Window): Selection {
  const found = select(call, tests, window);
  const repeats =
    window.paged &&
    found.rows.length === 0 &&
    found.count > 0 &&
    call.context.switches.on('paging.past-end-repeats', false);
  if (!repeats) return found;
  return select(call, tests, {
    ...window,
    from: Math.floor((found.count - 1) / window.size) * window.size,
  });
}

function select(call: Call, tests: readonly Test[], window: Window): Selection {
  const { model, query, context } = call;
  const order = readOrder(query, model);
  const { from, size } = window;
  const narrowed = model.rule('source')?.(query, context);
  const records = context.records(model.resource.attribute);
  if (narrowed === undefined && order.length <= 1)
    return records.select({ tests, order: order[0], from, size });
  const all = narrowed
    ? [...narrowed].filter((record) => tests.every((test) => passes(record, test)))
    : [
        ...records.select({ tests, order: undefined, from: 0, size: Number.POSITIVE_INFINITY })
          .rows,
      ];
  return { rows: sortRows(all, order).slice(from, from + size), count: all.length };
}

interface EnvelopeParts {
  readonly window: Window;
  readonly key: string;
  readonly texts: readonly string[];
  readonly count: number;
}

function envelope(call: Call, { window, key, texts, count }: EnvelopeParts): string {
  const pastTheEnd =
    texts.length === 0 && window.from > 0 && call.context.switches.on('paging.past-end-count-zero');
  // Without pages the rows of the answer are counted.
  const counted =
    window.paged || !call.context.switches.on('paging.unpaged-count-is-rows')
      ? count
      : texts.length;
  const members: WritableRecord = {
    ...(window.pageNo === undefined ? {} : { page_no: window.pageNo }),
    ...(window.pageSize === undefined ? {} : { page_size: window.pageSize }),
    record_count: pastTheEnd ? 0 : counted,
    ...Object.assign(
      {},
      ...call.model.every('envelope').map((rule) => rule(call.query, call.context, call.model)),
    ),
  };
  return `${JSON.stringify(members).slice(0, -1)},${JSON.stringify(key)}:[${texts.join(',')}]}`;
}
