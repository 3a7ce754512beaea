import { createHmac } from 'node:crypto';

/** Words that are not names, so that a pseudonym is never taken for one. */
const FIRST: readonly string[] =
  'Aspen Bracken Clover Dahlia Elder Fennel Gorse Hazelnut Indigo Jasmine Kelp Laurel Mallow Nettle Oakley Poppy Quince Rowan Sorrel Thyme'.split(
    ' ',
  );
const LAST: readonly string[] =
  'Anvil Bellows Compass Dovetail Easel Flagon Gasket Hammer Inkwell Kettle Lantern Mallet Needle Pulley Quill Rivet Spindle Trowel Whistle'.split(
    ' ',
  );
const ORGANISATION: readonly string[] =
  'Amber Basalt Chalk Dolomite Emery Flint Gneiss Jasper Limestone Marble Onyx Pumice Quartzite Sandstone Talc'.split(
    ' ',
  );

/** Kinds of personal data, each with a pseudonym that looks like what it stands for. */
export type PersonalKind =
  | 'first name'
  | 'surname'
  | 'person'
  | 'organisation'
  | 'email'
  | 'phone'
  | 'address'
  | 'guid'
  | 'date'
  | 'time'
  | 'text';

/** Gives a value the same pseudonym each time; without the key nobody can find out the value. */
export class Pseudonyms {
  readonly #key: string;

  constructor(key: string) {
    this.#key = key;
  }

  /** A number in place of another, a whole one for a whole one; nothing stays nothing. */
  numberOf(value: number): number {
    if (value === 0) return 0;
    const digest = createHmac('sha256', this.#key).update(`number ${value}`).digest();
    return 1 + (digest.readUInt16BE(0) % 999) + (Number.isInteger(value) ? 0 : 0.5);
  }

  /** The pseudonym of a value; case and surrounding spaces make no difference. */
  of(kind: PersonalKind, value: string): string {
    const digest = createHmac('sha256', this.#key).update(value.trim().toLowerCase()).digest();
    const pick = (words: readonly string[], at: number): string =>
      // The remainder is below the length.
      words[digest.readUInt16BE(at) % words.length]!;
    const tag = digest.toString('hex', 0, 4);
    const first = pick(FIRST, 4);
    const last = pick(LAST, 6);
    switch (kind) {
      case 'first name':
        return first;
      case 'surname':
        return last;
      case 'person':
        return `${first} ${last} ${tag}`;
      case 'organisation':
        return `${pick(ORGANISATION, 8)} Works ${tag}`;
      case 'email':
        return `${first}.${last}.${tag}@example.com`.toLowerCase();
      case 'phone':
        // 01632 960xxx is kept free for made-up numbers.
        return `01632 960${String(digest.readUInt16BE(12) % 1000).padStart(3, '0')}`;
      case 'address':
        return `${1 + (digest.readUInt16BE(14) % 200)} ${pick(ORGANISATION, 8)} Street`;
      case 'guid': {
        const hex = digest.toString('hex', 8, 24);
        // A variant that no generator of GUIDs uses: nobody takes it for a real one.
        return `00000000-${hex.slice(0, 4)}-0${hex.slice(4, 7)}-${hex.slice(7, 11)}-${hex.slice(11, 23)}`;
      }
      case 'date':
        return `2000-01-${String(1 + (digest.readUInt16BE(16) % 28)).padStart(2, '0')}${value.length > 10 ? 'T00:00:00' : ''}`;
      case 'time':
        return '00:00';
      case 'text':
        return `text ${tag}`;
    }
  }
}
