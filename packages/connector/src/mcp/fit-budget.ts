import { isList, isObject, type JsonObject, type JsonValue, type Member } from '../json.js';
import { makeVisible, type Notice } from './untrusted-text.js';

/** A text that is long enough to be cut has a good deal more than what is said in its place; dates, ids and numbers never have. */
const worthCutting = 64;
/** Characters of a number, a date or an id at the most. */
const longestFigures = 200;

/** A text without what is beyond a number of characters, where that makes it shorter. What was cut is noted. */
export function cutText(text: string, most: number, notices: Set<Notice>): string {
  if (
    text.length <= most + worthCutting ||
    (text.length <= longestFigures && /^[\d\s.,:+-]*$/.test(text))
  )
    return text;
  notices.add('long text was cut');
  return `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')} [${text.length - most} more characters]`;
}

/** How much of each text and each list is shown. */
interface Cut {
  readonly text: number;
  readonly list: number;
}

const all = Number.POSITIVE_INFINITY;
/** Long texts are cut first, step by step, then the ends of lists. */
const cuts: readonly Cut[] = [
  ...[all, 4000, 1000, 300, 100].map((text) => ({ text, list: all })),
  ...[64, 32, 16, 8, 4, 2, 1].map((list) => ({ text: 100, list })),
];

/**
 * A value for a person to read in one message, its invisible characters made visible, cut to a number of bytes as JSON; lists say how
 * many more there are. An answer of a tool is split instead, so that nothing of it is lost. The work is bound to the budget, however
 * large the value is.
 */
export function fitBudget(value: JsonValue, budget: number, notices: Set<Notice>): JsonValue {
  for (const cut of cuts) {
    const tried = new Set<Notice>();
    const shown = new Shower(cut, tried).show(value, budget);
    if (!shown) continue;
    for (const notice of tried) notices.add(notice);
    return shown.value;
  }
  notices.add('lists were cut');
  return isList(value)
    ? [`${value.length} elements`]
    : isObject(value)
      ? { members: Object.keys(value).length }
      : null;
}

interface Shown {
  readonly value: JsonValue;
  readonly bytes: number;
}

const bytesOf = (value: JsonValue): number => Buffer.byteLength(JSON.stringify(value) ?? 'null');

/** Shows a value as far as a cut says, and gives up as soon as that is more than there is room for. */
class Shower {
  readonly #cut: Cut;
  readonly #notices: Set<Notice>;

  constructor(cut: Cut, notices: Set<Notice>) {
    this.#cut = cut;
    this.#notices = notices;
  }

  show(value: JsonValue, room: number): Shown | undefined {
    if (isList(value)) return this.#list(value, room);
    if (isObject(value)) return this.#object(value, room);
    const shown = typeof value === 'string' ? this.#text(value, room) : value;
    const bytes = shown === undefined ? all : bytesOf(shown);
    return bytes <= room ? { value: shown, bytes } : undefined;
  }

  #text(text: string, room: number): string | undefined {
    if (Math.min(text.length, this.#cut.text) > room) return undefined;
    return makeVisible(cutText(text, this.#cut.text, this.#notices), this.#notices) as string;
  }

  #list(list: readonly JsonValue[], room: number): Shown | undefined {
    const shown: JsonValue[] = [];
    let bytes = 2;
    // Every element takes a byte and a comma.
    if (2 * Math.min(list.length, this.#cut.list) > room + 1) return undefined;
    for (const item of list.slice(0, this.#cut.list)) {
      const one = this.show(item, room - bytes);
      if (!one) return undefined;
      shown.push(one.value);
      bytes += one.bytes + 1;
    }
    if (list.length <= this.#cut.list)
      return bytes - 1 <= room ? { value: shown, bytes } : undefined;
    this.#notices.add('lists were cut');
    const note = `[${list.length - this.#cut.list} more]`;
    bytes += bytesOf(note);
    return bytes <= room ? { value: [...shown, note], bytes } : undefined;
  }

  #object(value: JsonObject, room: number): Shown | undefined {
    const shown: Member[] = [];
    let bytes = 2;
    // Not Object.entries: most members of an object that is far too large need not be looked at.
    for (const name in value) {
      if (!Object.hasOwn(value, name)) continue;
      if (name.length > room) return undefined;
      const label = makeVisible(name, this.#notices) as string;
      bytes += bytesOf(label) + 2;
      const one = bytes <= room ? this.show(value[name], room - bytes) : undefined;
      if (!one) return undefined;
      shown.push([label, one.value]);
      bytes += one.bytes;
    }
    return { value: Object.fromEntries(shown), bytes };
  }
}
