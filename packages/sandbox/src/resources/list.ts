import { jsonText, type Reply } from '../http/reply.js';
import type { WritableRecord } from '../store/port.js';
import { passes, type Selection, type Test } from '../store/port.js';
import type { Call, Window } from './contract.js';
import { listPredicates } from './filters.js';
import { readOrder, sortRows } from './order.js';
import { readWindow } from './page.js';
import { rowWriter } from './row.js';

/** Answers a list: filter, order, page, and the shape that the catalogue records for the resource. */
export function list(call: Call): Reply {
  const { model, query, context } = call;
  const tests = listPredicates(call.operation, query, model, context);
  const window = model.rule('window')?.(query) ?? readWindow(model, query);
  const { rows, count } = selectPage(call, tests, window);
  const write = rowWriter(call);
  const texts = rows.map(write);
  const shape = model.resource.list;
  if (shape?.kind === 'object') return jsonText(texts[0] ?? '{}');
  if (shape?.kind !== 'envelope' || model.every('bare').some((bare) => bare(query)))
    return jsonText(`[${texts.join(',')}]`);
  return jsonText(envelope(call, { window, key: shape.key, texts, count }));
}

/** The rows of a window; for one behind the last of them a rule may give other rows. */
function selectPage(call: Call, tests: readonly Test[], window: Window): Selection {
  const found = select(call, tests, window);
  const pastEnd = call.model.rule('pastEnd');
  if (!pastEnd || !window.paged || found.rows.length > 0 || found.count === 0) return found;
  return select(call, tests, { ...window, from: pastEnd(window, found.count) });
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
  const counted = call.model
    .every('recordCount')
    .reduce((all, rule) => rule({ window, rows: texts.length, all }), count);
  const members: WritableRecord = {
    ...(window.pageNo === undefined ? {} : { page_no: window.pageNo }),
    ...(window.pageSize === undefined ? {} : { page_size: window.pageSize }),
    record_count: counted,
    ...Object.assign(
      {},
      ...call.model.every('envelope').map((rule) => rule(call.query, call.context, call.model)),
    ),
  };
  return `${JSON.stringify(members).slice(0, -1)},${JSON.stringify(key)}:[${texts.join(',')}]}`;
}
