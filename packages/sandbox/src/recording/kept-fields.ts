import { allOperations, resourceNames } from 'halopsa-catalogue';
import { findSchema, schemaNames } from 'halopsa-catalogue/schemas';

/** What a declared field can keep: a number, a moment, or nothing of itself. */
export type KeptAs = 'number' | 'moment';

/** Names that may hold a secret or say who somebody is, whatever their type. */
const personal =
  /pin(?!g)|otp|passcode|pass(word|port)|secret|token|guid|uuid|birth|\bdob|dob$|born|age$|national|ssn|nino|nhs|social|insurance|tax_?(id|no|num|ref)|vat|iban|bic|sort_?code|account_?(no|num)|card|cvv|cvc|licen[cs]e|driv|employee|badge|payroll|salary|phone|mobile|fax|\btel|latitude|longitude|serial|code|version|key$|hash|signature|nonce|salt|^(value|display|data|text|answer|content|default|default_?value|old|new|from|to|oldvalue|newvalue|original|other)$/i;

/** Words of the set-up of a desk, which are enumerations of the tenant and say nothing about a person. */
const enumerations =
  /^(?:status|tickettype|ticket_?type|priority|team|outcome|sla|assettype|asset_?type|assetgroup|asset_?group|category|currency|workday|group|type)_name$|^(?:team|outcome|buttonname|category_[1-9]|fieldname|field_name|label|labellong|use|timezone|data_type|colour|color|icon|units?|slastate|inputtype|token_type)$/i;

const longestName = 64;
/** A name that the catalogue does not have. */
const longestUndeclared = 40;
/** A word of a set-up: letters, blanks and a few signs; no run of digits or of hexadecimal signs that could be a token. */
const word = /^[\p{L}\p{N} _&/().,:#+-]{0,60}$/u;
const tokenLike = /\d{4}|[0-9a-f]{8}/i;
/** A word of people: letters with some digits behind them, a short number, or a place in an order. */
const plainWord = /^(\p{L}*\d{0,3}|\d{1,2}(st|nd|rd|th))$/u;
/** Base64 changes between small letters and capitals as no word does. */
const humps = /\p{Ll}\p{Lu}.*\p{Ll}\p{Lu}/u;

const isPlain = (text: string): boolean =>
  text.split(/[^\p{L}\p{N}]+/u).every((one) => plainWord.test(one) && !humps.test(one));

function kindOf(type: string): KeptAs | 'other' {
  if (/^(int|long|double|float|decimal)$/.test(type)) return 'number';
  return /^date/.test(type) ? 'moment' : 'other';
}

/** What is kept of a recording: names that the catalogue declares, by the types that it gives them. Everything else is replaced. */
export class KeptFields {
  readonly #declared = new Map<string, Set<KeptAs | 'other'>>();
  readonly #names = new Set<string>(resourceNames);
  readonly #queries = new Map<string, string>();

  constructor() {
    for (const { name, type } of schemaNames.flatMap((schema) => [
      ...(findSchema(schema)?.fields.values() ?? []),
    ])) {
      const lower = name.toLowerCase();
      this.#names.add(lower);
      this.#declared.set(lower, (this.#declared.get(lower) ?? new Set()).add(kindOf(type)));
    }
    for (const { query } of allOperations())
      for (const [name, type] of Object.entries(query))
        this.#queries.set(name.toLowerCase(), type.replace(/\?$/, ''));
  }

  /** Whether a number or a moment under this name is kept. */
  keeps(name: string, as: KeptAs): boolean {
    if (name.length > longestName || personal.test(name)) return false;
    return (
      this.#declared.get(name.toLowerCase())?.has(as) ??
      /^(record_count|page_no|page_size|count|_?rows?)$/i.test(name)
    );
  }

  /** Whether a text under this name is one of an enumeration of the desk. */
  isEnumeration = (name: string, text: string): boolean =>
    name.length <= longestName &&
    enumerations.test(name) &&
    text.length <= 60 &&
    word.test(text) &&
    !tokenLike.test(text) &&
    isPlain(text);

  /** Whether a name of a member is part of the API's shape, and not itself a value. */
  isName(name: string): boolean {
    if (this.#names.has(name.toLowerCase())) return true;
    // Words have their digits at the end; a key or a part of a token has them anywhere.
    return (
      name.length <= longestUndeclared && /^[A-Za-z_]+\d{0,3}$/.test(name) && !tokenLike.test(name)
    );
  }

  /** Whether the value of a parameter is kept: ids and counts by name, truth, names of fields to sort by. */
  keepsQuery(name: string, value: string): boolean {
    if (name.length > longestName || value.length > 200) return false;
    if (/^(true|false)$/i.test(value)) return true;
    if (/^(order\d?|datesearch|use|include\w*)$/i.test(name))
      return /^[A-Za-z_,. ]*$/.test(value) && !tokenLike.test(value);
    if (personal.test(name)) return false;
    const type = this.#queries.get(name.toLowerCase());
    if (/^-?\d{1,9}(,-?\d{1,9})*$/.test(value))
      return (
        type === 'int' || type === 'long' || /(^|_)ids?$|^(page_no|page_size|count)$/i.test(name)
      );
    return /date$/i.test(name) && isMoment(value);
  }
}

/** A date, a time or both, as Halo writes them. */
export const isMoment = (text: string): boolean =>
  text.length <= 40 &&
  /^(\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?)?(Z|[+-]\d\d:?\d\d)?|\d\d:\d\d(:\d\d)?)$/.test(
    text,
  );
