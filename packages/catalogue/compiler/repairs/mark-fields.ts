import type { Source, SourceMark, SourceSchema } from '../source.js';
import type { Repair } from './repair.js';

/** Applies a rule to every field of every schema that has no mark about who sets it, and counts the marks it made. */
function markFields(
  source: Source,
  markOf: (name: string, schema: SourceSchema) => SourceMark | undefined,
): number {
  let count = 0;
  for (const schema of source.schemas) {
    for (const name of Object.keys(schema.fields ?? {})) {
      const mark = schema.marks?.[name]?.set ? undefined : markOf(name, schema);
      if (!mark) continue;
      schema.marks = { ...schema.marks, [name]: { ...schema.marks?.[name], ...mark } };
      count += 1;
    }
  }
  return count;
}

/** Fields that facts prove and the contract lacks join those of the contract. */
export const addedField: Repair = {
  name: 'added-field',
  reason:
    'a field that the server takes or gives and the contract lacks, with its origin beside it in the source',
  apply(source) {
    let count = 0;
    for (const schema of source.schemas) {
      for (const [name, { type }] of Object.entries(schema.marks ?? {})) {
        if (type === undefined || !schema.fields || name in schema.fields) continue;
        schema.fields[name] = type;
        count += 1;
      }
    }
    return count;
  },
};

/** Fields that the contract calls read-only. */
export const readOnlyField: Repair = {
  name: 'read-only-field',
  reason: 'the contract calls the field read-only',
  apply: (source) =>
    markFields(source, (name, schema) =>
      schema.readonly?.includes(name) ? { set: 'computed', origin: 'document' } : undefined,
    ),
};

/** Names that say what the server found, not what it is to do. */
const found =
  /^_(?:warning|warning_is_error|has_automations|mustupdateticketuser|ispreview|validation_key|dl_warning)$|^_can(?:_|[a-z])/;

/** Names with an underscore steer the write and are not state of the record (behaviour.md 4.3); some report what the server found. */
export const controlField: Repair = {
  name: 'control-field',
  reason:
    'a name with an underscore steers one write, or tells what the server found; neither is state of the record',
  apply: (source) =>
    markFields(source, (name) =>
      name.startsWith('_')
        ? { set: found.test(name) ? 'computed' : 'writeOnly', origin: 'document' }
        : undefined,
    ),
};

/** Systems of others, whose names Halo cannot look up and therefore keeps. */
const foreign =
  /third_?party|xero|qbo|quickbooks|myob|sage|stripe|jira|servicenow|freshdesk|azure|intune|sentinel|ninja|meraki|mattermost|slack|twitter|google|facebook|devops|snow|kashflow|fortnox|exact|avalara|intacct|kaseya|ncentral|datto/;
/** What others send to Halo, and tables that pair their records with Halo's: names there are data. */
const foreignSchema = /Alert|Webhook|Syncro|Mapping/;
/** Numbers that do not always lead to a record of Halo's own. */
const unsure = new Set([
  'field',
  'table',
  'value',
  'data',
  'entity',
  'details',
  'company',
  'email',
]);
const wholeNumber = /^(?:int|long|double)\??$/;

/** The field that holds the number of the record whose name a field shows. */
function numberBeside(
  name: string,
  { name: schema, fields = {} }: SourceSchema,
): string | undefined {
  const noun = name.slice(0, -'_name'.length);
  if (noun === '' || unsure.has(noun) || foreign.test(noun) || foreignSchema.test(schema))
    return undefined;
  const beside = [`${noun}_id`, `${noun}id`, noun].find((other) => other in fields);
  return beside !== undefined && wholeNumber.test(fields[beside] ?? '') ? beside : undefined;
}

/** The name of a record of Halo beside its number: the server joins it when it answers, and reads only the number. */
export const computedName: Repair = {
  name: 'computed-name',
  reason:
    "the name of one of Halo's own records beside its number, which the server joins when it answers",
  apply: (source) =>
    markFields(source, (name, schema) => {
      const instead = name.endsWith('_name') ? numberBeside(name, schema) : undefined;
      return instead === undefined ? undefined : { set: 'computed', instead, origin: 'inferred' };
    }),
};

const secret = /(?:password|secret|passphrase|private_?key|api_?key)$/;

/** Secrets that can be set and are never shown. */
export const secretField: Repair = {
  name: 'secret-field',
  reason: 'a secret, which can be set and is never shown',
  apply: (source) =>
    markFields(source, (name, { fields = {} }) =>
      secret.test(name) && /^string\??$/.test(fields[name] ?? '')
        ? { set: 'writeOnly', origin: 'inferred' }
        : undefined,
    ),
};

/** What a write changes elsewhere, such as `new_status` of an action or `new_password` of a user. */
export const newValueField: Repair = {
  name: 'new-value-field',
  reason: 'a value that a write sets elsewhere, which an answer need not show',
  apply: (source) =>
    markFields(source, (name) =>
      name.startsWith('new_') ? { set: 'writeOnly', origin: 'inferred' } : undefined,
    ),
};

const oftenWritten = new Set(['clone_count', 'top_count']);

/** How many records of another kind belong to one, such as `open_ticket_count`. */
export const countedField: Repair = {
  name: 'counted-field',
  reason:
    'how many records of another kind belong to this one, which the server counts when it answers',
  apply: (source) =>
    markFields(source, (name, { name: schema, fields = {} }) => {
      const isCount =
        name.endsWith('_count') && wholeNumber.test(fields[name] ?? '') && !oftenWritten.has(name);
      return isCount && schema !== 'Control' && !foreignSchema.test(schema)
        ? { set: 'computed', origin: 'inferred' }
        : undefined;
    }),
};

const lastChange =
  /^(?:last_modified|last_updated?|last_update_time|lastmodified|lastupdate|[adsu]lastupdate|date_edited)$/;

/** When a record was last changed. */
export const lastChangeField: Repair = {
  name: 'last-change-field',
  reason: 'when the record was last changed, which every write changes',
  apply: (source) =>
    markFields(source, (name, { name: schema }) =>
      lastChange.test(name) && !foreignSchema.test(schema)
        ? { set: 'computed', origin: 'inferred' }
        : undefined,
    ),
};
