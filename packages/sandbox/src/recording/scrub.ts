import { isMoment, type KeptFields } from './kept-fields.js';
import type { PersonalKind, Pseudonyms } from './pseudonyms.js';

/** Which names of fields hold which personal data; the first that fits counts. */
const kinds: readonly (readonly [RegExp, PersonalKind])[] = [
  [/(^|_)first_?name$/i, 'first name'],
  [/(^|_)(surname|last_?name)$/i, 'surname'],
  [/mail|^reportedby$|^upn$|login|^username$/i, 'email'],
  [/phone|mobile|fax|^tel/i, 'phone'],
  [/address|street|postcode|^line\d$|city|county/i, 'address'],
  [/^(client|site|supplier|company|area|toplevel|organisation|customer|business|clientsite)_?(name)?$/i, 'organisation'],
  [/^(name|user|agent|who|owner|contact|inventory_number)$|(user|agent|contact|manager|owner|by)_?name$|_by$/i, 'person'],
];

const phone = /^\+?[\d\s().-]{7,20}$/;
const guid = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const longestName = 64;

/** Takes the personal data out of JSON: what is kept stands on a list, and everything else has a pseudonym of its kind. */
export class Scrubber {
  readonly #pseudonyms: Pseudonyms;
  readonly #kept: KeptFields;

  constructor(pseudonyms: Pseudonyms, kept: KeptFields) {
    this.#pseudonyms = pseudonyms;
    this.#kept = kept;
  }

  /** A JSON value with pseudonyms in place of all that is not on the list; `field` is the name that it stands under. */
  value(value: unknown, field = ''): unknown {
    if (typeof value === 'string') return this.text(value, field);
    if (typeof value === 'number') return this.#number(value, field);
    if (Array.isArray(value)) return value.map((member) => this.value(member, field));
    if (typeof value !== 'object' || value === null) return value;
    // A custom field or a claim says by its neighbours what its value is, and so says nothing; names of columns are kept.
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [this.name(name), this.value(member, name)]));
  }

  text(text: string, field: string): string {
    if (text === '' || text === 'true' || text === 'false') return text;
    if (isMoment(text)) return this.#kept.keeps(field, 'moment') ? text : this.#pseudonyms.of(text.includes('-') ? 'date' : 'time', text);
    if (/^-?\d{1,6}([.,]\d{1,4})?$/.test(text) && this.#kept.keeps(field, 'number')) return text;
    if (guid.test(text)) return this.#pseudonyms.of('guid', text);
    if (text.length < 100 && text.includes('@') && !/\s/.test(text.trim())) return this.#pseudonyms.of('email', text);
    if (this.#kept.isEnumeration(field, text)) return text;
    const kind = field.length > longestName ? undefined : kinds.find(([pattern]) => pattern.test(field))?.[1];
    return this.#pseudonyms.of(kind ?? (phone.test(text) ? 'phone' : 'text'), text);
  }

  /** A number of a field on the list; one of seven digits and more only where it is an id, since it might be a telephone. */
  #number(value: number, field: string): number {
    const isLong = Math.abs(value) >= 1_000_000 && !/(^|_)id$/i.test(field);
    return this.#kept.keeps(field, 'number') && !isLong ? value : this.#pseudonyms.numberOf(value);
  }

  /** Names of members and of parameters are the API's own, but for maps whose keys are data, and whatever else a program sends. */
  name(name: string): string {
    return this.#kept.isName(name) ? name : this.text(name, '');
  }
}
