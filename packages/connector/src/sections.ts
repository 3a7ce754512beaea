import { findOperation } from 'halopsa-catalogue';
import type { Action } from './action.js';
import {
  isObject,
  type JsonObject,
  type JsonSchema,
  type JsonValue,
  type ObjectSchema,
} from './json.js';
import { InvalidInputError } from './schema/invalid-input.js';

/** The sections that platforms lay an input out in. */
const sectionNames = ['path_parameters', 'parameters', 'json_body'] as const;
type SectionName = (typeof sectionNames)[number];

/** The input schema of an action in the sections that platforms know. */
export function sectionSchema(action: Action): ObjectSchema {
  if (action.layout === 'sections') return action.input;
  const namesOf = (section: SectionName): string[] =>
    Object.keys(action.input.properties).filter((name) => sectionOf(action, name) === section);
  const used = sectionNames.filter((section) => namesOf(section).length > 0);
  const needed = used.filter((section) =>
    namesOf(section).some((name) => action.input.required?.includes(name)),
  );
  return closedObject(
    Object.fromEntries(
      used.map((section) => [section, schemaOf(action, section, namesOf(section))]),
    ),
    needed,
  );
}

/** The schema of one section: that of the body where it is taken whole. */
function schemaOf(
  { input, bodyMember }: Action,
  section: SectionName,
  names: readonly string[],
): JsonSchema {
  const whole =
    section === 'json_body' && bodyMember !== undefined ? input.properties[bodyMember] : undefined;
  if (whole) return whole;
  const properties = Object.fromEntries(
    Object.entries(input.properties).filter(([name]) => names.includes(name)),
  );
  return closedObject(
    properties,
    names.filter((name) => input.required?.includes(name)),
  );
}

const closedObject = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
): ObjectSchema => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  additionalProperties: false,
});

function sectionOf({ operation, effect }: Action, name: string): SectionName {
  const found = operation === undefined ? undefined : findOperation(operation);
  if (found && name in found.params) return 'path_parameters';
  return effect === 'write' ? 'json_body' : 'parameters';
}

/** An input as the action takes it, from one laid out in sections; members outside all sections are kept unchanged. */
export function fromSections(action: Action, input: JsonObject): JsonObject {
  if (action.layout === 'sections') return input;
  const { path_parameters: path, parameters, json_body: body, ...others } = input;
  const whole =
    action.bodyMember !== undefined && body !== undefined
      ? { [action.bodyMember]: Array.isArray(body) ? body : [body] }
      : body;
  const members = (section: SectionName, value: JsonValue): JsonObject => {
    if (value === undefined || value === null) return {};
    if (isObject(value)) return value;
    // Its contents would be left out: a list without its filter is another list.
    throw new InvalidInputError(action.name, { [section]: ['must be object'] });
  };
  return {
    ...others,
    ...members('path_parameters', path),
    ...members('parameters', parameters),
    ...members('json_body', whole),
  };
}
