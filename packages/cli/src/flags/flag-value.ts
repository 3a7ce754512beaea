import { InvalidArgumentError } from 'commander';
import { dateForms, dateInWords, digitsKept } from 'halopsa-ground';

/** What a flag may carry to the wire. */
export type FlagValue = string | number | boolean | number[] | string[];

type Parser = (text: string) => FlagValue;

/** Reads a whole number. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^[+-]?\d+$/.test(text.trim()) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It takes a whole number.');
  return value;
}

function decimalNumber(text: string): number {
  const digits = text.trim().replace(/^\+/, '');
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(digits))
    throw new InvalidArgumentError('It takes a number.');
  if (!digitsKept(digits)) throw new InvalidArgumentError('It has more digits than can be kept.');
  return Number(digits);
}

/** A date or a word for one, which `moments.ts` reads in the zone of the person; 05/06/2026 is two days, and neither is taken. */
function dateTime(text: string): string {
  if (dateInWords(text, 'UTC', 0) === undefined)
    throw new InvalidArgumentError(`It takes a date: ${dateForms}.`);
  return text;
}

function uuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text))
    throw new InvalidArgumentError('It takes a GUID.');
  return text;
}

const commaList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** A name of a record, or its id, which the client tells apart. */
const nameText: Parser = (text) => {
  if (text.trim() === '') throw new InvalidArgumentError('It takes a name or an id.');
  return text;
};

/** The same in a wire name, where a number is the id. */
const nameOrId: Parser = (text) =>
  /^[+-]?\d+$/.test(text.trim()) ? wholeNumber(text) : nameText(text);

/** Several of them; ids alone are ids, and a name may have a comma in it, so that the client tells them apart. */
const namesOrIds = (text: string): FlagValue => {
  const parts = commaList(text);
  if (parts.length === 0) throw new InvalidArgumentError('It takes names or ids.');
  return parts.every((part) => /^[+-]?\d+$/.test(part)) ? parts.map(wholeNumber) : text;
};

interface FlagParser {
  readonly parse: Parser;
  readonly placeholder: string;
}

/** Takes any text. */
export const textParser: FlagParser = { parse: (text) => text, placeholder: 'text' };

const parsers: Readonly<Record<string, FlagParser>> = {
  int: { parse: wholeNumber, placeholder: 'int' },
  long: { parse: wholeNumber, placeholder: 'int' },
  double: { parse: decimalNumber, placeholder: 'number' },
  string: textParser,
  datetime: { parse: dateTime, placeholder: 'date' },
  uuid: { parse: uuid, placeholder: 'guid' },
  'int[]': { parse: (text) => commaList(text).map(wholeNumber), placeholder: 'int,int' },
  'string[]': { parse: commaList, placeholder: 'text,text' },
  name: { parse: nameText, placeholder: 'name' },
  'name or id': { parse: nameOrId, placeholder: 'name' },
  'name[]': { parse: namesOrIds, placeholder: 'name,name' },
};

/** How the text of a flag of this catalogue type is read, or undefined where the type is no scalar (then `--data` carries it). */
export const flagParser = (type: string): FlagParser | undefined => parsers[type];

/** Whether a value of this catalogue type can be given as a flag. */
export const isFlagType = (type: string): boolean => type === 'bool' || type in parsers;
