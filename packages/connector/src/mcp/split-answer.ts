import { isList, isObject, type JsonObject, type JsonValue, type Member } from '../json.js';
import { cutText } from './fit-budget.js';
import { makeVisible, type Notice } from './untrusted-text.js';

/** Which elements of a list an answer has. */
export interface ListPart {
  /** The members that lead to the list, with dots. */
  readonly path: string;
  /** How many of them are whole in this answer. */
  readonly shown: number;
  /** How many there were to show. */
  readonly left: number;
}

/** As much of a value as fits, and what is left of it. */
export interface Split {
  readonly head: JsonObject;
  /** The same value without what the head has; undefined where the head has all. Every element and member is in one of them. */
  readonly rest: JsonObject | undefined;
  readonly lists: readonly ListPart[];
}

interface Piece {
  readonly head: JsonValue;
  readonly rest: JsonValue;
  readonly isWhole: boolean;
}

/** Members of an object that stand in all of its parts, where it has no more than these: they say what the rest belongs to. */
const fewMembers = 12;
const longestText = 4000;
const longText = 1000;

/**
 * Splits an answer at a number of bytes of JSON, between the rows of its lists; a row that is too large alone is split between
 * its members, and carries its id in each part. Texts are cut to 4,000 characters where that suffices, to 1,000 where it does
 * not. The work is bound to what the head can hold, however much there is behind it.
 */
export function splitAnswer(value: JsonObject, budget: number, notices: Set<Notice>): Split {
  for (const most of [Number.POSITIVE_INFINITY, longestText]) {
    const tried = new Set<Notice>();
    const whole = new Splitter(most, tried).whole(value, budget);
    if (!whole) continue;
    for (const notice of tried) notices.add(notice);
    return { head: whole.value as JsonObject, rest: undefined, lists: [] };
  }
  const splitter = new Splitter(Math.min(longText, Math.max(100, budget >> 3)), notices);
  const { head, rest, isWhole } = splitter.object(value, budget, '');
  return {
    head: head as JsonObject,
    rest: isWhole ? undefined : (rest as JsonObject),
    lists: splitter.lists,
  };
}

class Splitter {
  readonly #most: number;
  readonly #notices: Set<Notice>;
  readonly lists: ListPart[] = [];

  constructor(most: number, notices: Set<Notice>) {
    this.#most = most;
    this.#notices = notices;
  }

  /** A value as it is shown, with its bytes; undefined as soon as those are too many. */
  whole(
    value: JsonValue,
    room: number,
  ): { readonly value: JsonValue; readonly bytes: number } | undefined {
    if (isList(value))
      return this.#members(
        value.map((item, at) => [String(at), item] as const),
        room,
        true,
      );
    if (isObject(value)) return this.#members(Object.entries(value), room, false);
    // Most of a text that is far too long need not be looked at.
    if (typeof value === 'string' && this.#most === Number.POSITIVE_INFINITY && value.length > room)
      return undefined;
    const shown = typeof value === 'string' ? this.#text(value) : value;
    const bytes = Buffer.byteLength(JSON.stringify(shown) ?? 'null');
    return bytes <= room ? { value: shown, bytes } : undefined;
  }

  /** As many elements as fit; the first is split where it does not fit alone. */
  array(list: readonly JsonValue[], room: number, path: string): Piece {
    const head: JsonValue[] = [];
    let left = room - 2;
    for (const [at, item] of list.entries()) {
      const whole = this.whole(item, left - 1);
      if (!whole)
        return at === 0 ? this.#firstElement(list, left, path) : this.#cut(list, head, path);
      head.push(whole.value);
      left -= whole.bytes + 1;
    }
    return { head, rest: [], isWhole: true };
  }

  /** A list whose first element does not fit whole: as much of that one as fits. */
  #firstElement([item, ...behind]: readonly JsonValue[], room: number, path: string): Piece {
    const first = this.#piece(item, room, path);
    this.lists.push({ path, shown: first.isWhole ? 1 : 0, left: behind.length + 1 });
    const rest = first.isWhole ? behind : [first.rest, ...behind];
    return { head: [first.head], rest, isWhole: rest.length === 0 };
  }

  #cut(list: readonly JsonValue[], head: JsonValue[], path: string): Piece {
    this.lists.push({ path, shown: head.length, left: list.length });
    return { head, rest: list.slice(head.length), isWhole: false };
  }

  /** As many members as fit, after those that every part has. */
  object(value: JsonObject, room: number, path: string): Piece {
    const kept = anchorsOf(value);
    const anchors = this.#shownAll(kept);
    const head: JsonObject = { ...anchors };
    let left = room - Buffer.byteLength(JSON.stringify(anchors));
    const others = Object.entries(value).filter(([name]) => !Object.hasOwn(kept, name));
    let taken = 0;
    for (const [at, [name, inner]] of others.entries()) {
      const label = Buffer.byteLength(JSON.stringify(name)) + 2;
      const whole = this.whole(inner, left - label);
      if (whole) {
        head[name] = whole.value;
        left -= label + whole.bytes;
        taken += 1;
        continue;
      }
      const where = { path: path ? `${path}.${name}` : name, force: taken === 0 };
      const part =
        taken === 0 || typeof inner === 'object'
          ? this.#part(inner, left - label, where)
          : undefined;
      const behind = Object.fromEntries(others.slice(part ? at + 1 : at));
      return part
        ? joined({ head, kept, behind }, name, part)
        : { head, rest: { ...kept, ...behind }, isWhole: false };
    }
    return { head, rest: undefined, isWhole: true };
  }

  /** A part of what does not fit whole, where there is room for a part or there must be one. */
  #part(
    value: JsonValue,
    room: number,
    { path, force }: { path: string; force: boolean },
  ): Piece | undefined {
    const before = this.lists.length;
    if (!force && room < 200) return undefined;
    const piece = this.#piece(value, room, path);
    const first = isList(value) ? this.whole(value[0], room) : undefined;
    // A row is not taken apart to fill what room is left behind other members.
    if (force || !isList(value) || first) return piece;
    this.lists.length = before;
    return undefined;
  }

  #piece(value: JsonValue, room: number, path: string): Piece {
    if (isList(value)) return this.array(value, room, path);
    if (isObject(value)) return this.object(value, room, path);
    return {
      head: this.whole(value, Number.POSITIVE_INFINITY)?.value,
      rest: undefined,
      isWhole: true,
    };
  }

  #members(
    entries: readonly (readonly [string, JsonValue])[],
    room: number,
    isList: boolean,
  ): { value: JsonValue; bytes: number } | undefined {
    const shown: Member[] = [];
    let bytes = 2;
    for (const [name, inner] of entries) {
      const label = isList ? '' : (makeVisible(name, this.#notices) as string);
      bytes +=
        (isList ? 0 : Buffer.byteLength(JSON.stringify(label)) + 1) + (shown.length > 0 ? 1 : 0);
      const whole = bytes <= room ? this.whole(inner, room - bytes) : undefined;
      if (!whole) return undefined;
      bytes += whole.bytes;
      shown.push([label, whole.value]);
    }
    return { value: isList ? shown.map(([, inner]) => inner) : Object.fromEntries(shown), bytes };
  }

  #shownAll(members: JsonObject): JsonObject {
    return (this.whole(members, Number.POSITIVE_INFINITY)?.value ?? {}) as JsonObject;
  }

  #text(text: string): string {
    return makeVisible(cutText(text, this.#most, this.#notices), this.#notices) as string;
  }
}

/** Members that say what an object is: short ones of an object that has few, the id of any other. */
function anchorsOf(value: JsonObject): JsonObject {
  const entries = Object.entries(value);
  const short = ([name, inner]: Member): boolean =>
    (entries.length <= fewMembers || name === 'id') &&
    !(typeof inner === 'string' && inner.length > 200) &&
    isScalars(inner);
  const anchors = entries.filter(short);
  // Where nothing else is there, they are what is to be divided.
  return anchors.length === entries.length ? {} : Object.fromEntries(anchors);
}

const isScalar = (value: JsonValue): boolean => typeof value !== 'object' || value === null;
/** A scalar, or a short list of them such as the columns of a report. */
const isScalars = (value: JsonValue): boolean =>
  isScalar(value) ||
  (isList(value) &&
    value.length <= 50 &&
    value.every((one) => isScalar(one) && String(one).length <= 60));

/** An object of which one member was taken in part. */
const joined = (
  { head, kept, behind }: { head: JsonObject; kept: JsonObject; behind: JsonObject },
  name: string,
  part: Piece,
): Piece => ({
  head: { ...head, [name]: part.head },
  rest: { ...kept, ...(part.isWhole ? {} : { [name]: part.rest }), ...behind },
  isWhole: part.isWhole && Object.keys(behind).length === 0,
});
