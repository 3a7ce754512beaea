import type { Json } from 'halopsa-catalogue/types';
import { isMoment, type KeptFields } from './kept-fields.js';
import type { PersonalKind, Pseudonyms } from './pseudonyms.js';

/** Which names of fields hold which personal data; the first that fits counts. */
const kinds: readonly (readonly [RegExp, PersonalKind])[] = [
  [/(^|_)first_?name$/i, 'first name'],
  [/(^|_)(surname|last_?name)$/i, 'surname'],
  [/mail|^reportedby$|^upn$|login|^username$/i, 'email'],
  [/phone|mobile|fax|^tel/i, 'phone'],
  [/address|street|postcode|^line\d$|city|county/i, 'address'],
  [
    /^(client|site|supplier|company|area|toplevel|organisation|customer|business|clientsite)_?(name)?$/i,
    'organisation',
  ],
  [
    /^(name|user|agent|who|owner|contact|inventory_number)$|(user|agent|contact|manager|owner|by)_?name$|_by$/i,
    'person',
  ],
];

const phone = /^\+?[\d\s().-]{7,20}$/;
const guid = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i;
const shortNumber = /^-?\d{1,6}([.,]\d{1,4})?$/;
const longestName = 64;

const isEmail = (text: string): boolean =>
  text.length < 100 && text.includes('@') && !/\s/.test(text.trim());

/** Which kind of personal data a text is taken for: by its form, or else by the name of its field. */
function kindOf(text: string, field: string): PersonalKind {
  if (isMoment(text)) return text.includes('-') ? 'date' : 'time';
  if (guid.test(text)) return 'guid';
  if (isEmail(text)) return 'email';
  const byName =
    field.length > longestName ? undefined : kinds.find(([pattern]) => pattern.test(field))?.[1];
  return byName ?? (phone.test(text) ? 'phone' : 'text');
}

/** Takes the personal data out of JSON: values on a list are kept, and every other one gets a pseudonym of its kind. */
export class Scrubber {
  readonly #pseudonyms: Pseudonyms;
  readonly #kept: KeptFields;

  constructor(pseudonyms: Pseudonyms, kept: KeptFields) {
    this.#pseudonyms = pseudonyms;
    this.#kept = kept;
  }

  /** A JSON value with pseudonyms in place of all that is not on the list; `field` is its name. */
  value(value: Json, field?: string): Json;
  value(value: Json | undefined, field?: string): Json | undefined;
  value(value: Json | undefined, field = ''): Json | undefined {
    if (typeof value === 'string') return this.text(value, field);
    if (typeof value === 'number') return this.#number(value, field);
    if (Array.isArray(value)) return value.map((member) => this.value(member, field));
    if (typeof value !== 'object' || value === null) return value;
    // A custom field or a claim says by its neighbours what its value is, and so says nothing; names of columns are kept.
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [this.name(name), this.value(member, name)]),
    );
  }

  text(text: string, field: string): string {
    return this.#keeps(text, field) ? text : this.#pseudonyms.of(kindOf(text, field), text);
  }

  #keeps(text: string, field: string): boolean {
    if (text === '' || text === 'true' || text === 'false') return true;
    if (isMoment(text)) return this.#kept.keeps(field, 'moment');
    if (shortNumber.test(text) && this.#kept.keeps(field, 'number')) return true;
    return !guid.test(text) && !isEmail(text) && this.#kept.isEnumeration(field, text);
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
