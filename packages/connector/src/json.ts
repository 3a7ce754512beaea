import { parseExactJson } from 'halopsa-ground';

/** A value as JSON carries it; a member that is undefined is left out when it is written. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly JsonValue[]
  | JsonObject;

/** A JSON object. A type that is declared as an interface is none; one that is declared as a type is. */
export interface JsonObject {
  [name: string]: JsonValue;
}

/** A JSON Schema of draft 2020-12, as far as it is written here. */
export type JsonSchema = {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly enum?: readonly JsonValue[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly format?: string;
};

/** A schema of an object, which every input and output is. */
export type ObjectSchema = JsonSchema & {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, JsonSchema>>;
};

/** A member of an object. */
export type Member = [name: string, value: JsonValue];

/** Whether a value is a list. */
export const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** Whether a value is an object with members. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What any record or request needs is far less; what is nested deeper would overflow the stack of a function that walks it. */
export const mostDepth = 200;

/** Members of one object; a record has some hundred fields, and much that is done with them is done at once. */
const mostNames = 10_000;

/** How JSON of others is read. */
export interface ReadingRules {
  readonly inexact: 'text';
  readonly duplicates: 'refuse' | 'last';
  readonly surrogates: 'keep';
  readonly mostDepth: number;
  readonly mostNames: number;
}

/** How JSON of a caller is read: of two members with one name, one would be lost without a word. */
export const requestRules: ReadingRules = {
  inexact: 'text',
  duplicates: 'refuse',
  surrogates: 'keep',
  mostDepth,
  mostNames,
};

/** How what others have made is read, which we only pass on. */
export const deliveryRules: ReadingRules = { ...requestRules, duplicates: 'last' };

/**
 * The value of a JSON text, with or without a byte order mark; undefined where it is none, or is nested too deep. A number whose digits
 * a double does not hold becomes its text.
 */
export function parseJson(text: string): { readonly value: JsonValue } | undefined {
  try {
    return {
      value: parseExactJson(text.replace(/^\uFEFF/, ''), deliveryRules),
    };
  } catch {
    return undefined;
  }
}

/** Whether a value has no more levels and no more values than these. It is walked level by level, without recursion. */
export function isWithin(
  value: JsonValue,
  most: { readonly depth: number; readonly values: number },
): boolean {
  let level: JsonValue[] = [value];
  let values = 1;
  for (let depth = 0; depth <= most.depth && level.length > 0; depth += 1) {
    const next = level.flatMap((one): JsonValue[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    );
    values += next.length;
    if (values > most.values) return false;
    level = next;
  }
  return level.length === 0;
}
