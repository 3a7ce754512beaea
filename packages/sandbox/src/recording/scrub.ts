import type { PersonalKind, Pseudonyms } from './pseudonyms.js';

/** Which names of fields hold which personal data; the first that fits counts. */
const KINDS: readonly (readonly [RegExp, PersonalKind])[] = [
  [/(^|_)first_?name$/i, 'first name'],
  [/(^|_)(surname|last_?name)$/i, 'surname'],
  [/mail|^reportedby$|^upn$|login|^username$/i, 'email'],
  [/phone|mobile|fax|^tel/i, 'phone'],
  [/address|street|postcode|^line\d$|city|county/i, 'address'],
  [/^(client|site|supplier|company|area|toplevel|organisation|customer|business|clientsite)_?(name)?$/i, 'organisation'],
  [/^(name|user|agent|who|owner|contact|.*(user|agent|contact|manager|owner|by)_?name|.*_by|inventory_number)$/i, 'person'],
];

/** Fields whose text is the set-up of a desk or a code, never a person. */
const SET_UP =
  /^(.*(status|tickettype|priority|team|outcome|sla|assettype|assetgroup|category|currency|workday|group|type)_name|team|outcome|buttonname|labellong|category_\d|fieldname|field_name|label|use|sql|code|token_type|scope|version|auth_url|timezone|currency_code|data_type|colour|icon|.*_?guid|.*unit[s]?|slastate|inputtype|dbc_company_id)$/i;

/** Values that tell nothing about anybody: numbers, dates, GUIDs, colours, truth, nothing. */
const HARMLESS =
  /^(|-?\d{1,6}([.,]\d+)?|true|false|\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?|\d\d:\d\d(:\d\d)?|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|#[0-9a-f]{3,8})$/i;

const MAIL = /[\w.+'-]+@[\w-]+(\.[\w-]+)+/;
const PHONE = /^\+?[\d\s().-]{7,20}$/;

/** Takes the personal data out of JSON: every text is replaced that is not known to be harmless. */
export class Scrubber {
  readonly #pseudonyms: Pseudonyms;

  constructor(pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
  }

  /** A JSON value with pseudonyms in place of personal data; `field` is the name that it stands under. */
  value(value: unknown, field = ''): unknown {
    if (typeof value === 'string') return this.text(value, field);
    if (typeof value === 'number') return this.#number(value, field);
    if (Array.isArray(value)) return value.map((member) => this.value(member, field));
    if (typeof value !== 'object' || value === null) return value;
    // A custom field or a claim says by its neighbours what its value is, and so says nothing; names of columns are kept.
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [this.#name(name), this.value(member, name)]));
  }

  text(text: string, field: string): string {
    if (HARMLESS.test(text)) return text;
    if (MAIL.test(text) && text.trim().length < 100 && !/\s/.test(text.trim())) return this.#pseudonyms.of('email', text);
    const kind = KINDS.find(([pattern]) => pattern.test(field))?.[1];
    if (kind === undefined && SET_UP.test(field) && !MAIL.test(text)) return text;
    return this.#pseudonyms.of(kind ?? (PHONE.test(text) ? 'phone' : 'text'), text);
  }

  /** Long numbers under names of telephones are telephones. */
  #number(value: number, field: string): number {
    return Math.abs(value) >= 1_000_000 && /phone|mobile|fax/i.test(field) ? 0 : value;
  }

  /** Names of members are the API's own, but for maps whose keys are data. */
  #name(name: string): string {
    return /^[A-Za-z_][\w.-]{0,60}$/.test(name) || HARMLESS.test(name) ? name : this.text(name, '');
  }
}
