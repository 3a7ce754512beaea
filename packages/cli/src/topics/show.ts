import { resourceNamed } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';
import { namingOf } from 'halopsa-catalogue/references';
import { oneLine } from 'halopsa-ground';
import { about } from '../about.js';
import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument } from '../core/inputs.js';
import { rowOf } from '../output/answered.js';
import { cell } from '../output/cell.js';
import { coloursFor } from '../output/colours.js';
import { recordFields } from '../output/columns.js';
import { printColoured } from '../output/print.js';
import type { Row } from '../output/printer.js';
import { type Fact, factsText, paragraph, textOfParts } from '../output/record-text.js';
import { showTimeIn } from '../output/show-time.js';
import { idType } from './get.js';
import { withNames } from './names-of-rows.js';
import { parseId } from './record-id.js';
import type { VerbSetting } from './verb.js';
import { verbBasics } from './verb-basics.js';

/** `halo <topic> show <id>`: one record as a person reads it; programs get the record itself. */
export function showCommand(setting: VerbSetting): CommandSpec {
  const { resource, verb } = setting;
  const { attribute, singular } = resource;
  const type = idType(verb.operation, resource);
  return defineCommand({
    ...verbBasics(setting),
    arguments: { text: argument('<id>', `${type} id of the ${singular}`) },
    records: attribute,
    async run({ text }, context) {
      const id = parseId(text, type, `id of the ${singular}`);
      const { detailQuery = {} } = detailsOf(attribute);
      const rows = (await context.client()).resource(attribute);
      const work = rows.get(id, detailQuery, { signal: context.host.signal });
      const record = rowOf(await about(`${singular} ${id}`, work));
      const { host, globals } = context;
      if (globals.output !== 'table' || globals.out !== undefined || globals.columns)
        return context.printer.value(record);
      printColoured(host, await recordText(attribute, record, context));
    },
  });
}

/** Fields that a heading says already, or that say nothing to a person. */
const isShown = (name: string, value: string): boolean =>
  !/^_|guid$|html$|^id$/.test(name) && value !== '' && value !== 'no' && value !== '{...}';

async function recordText(resource: string, record: Row, context: Context): Promise<string> {
  const { host, globals } = context;
  const style = {
    width: host.stdout.columns ?? 80,
    colours: coloursFor(host.stdout, host, globals.color),
  };
  const time = showTimeIn(globals.zone);
  const { columns = [], selection } = detailsOf(resource);
  const { label = 'name' } = namingOf(resource);
  const wanted = [...new Set([...columns, ...(selection?.record ?? Object.keys(record))])];
  const named = await withNames({ rows: [record], columns: wanted }, resource, context);
  let row = record;
  for await (const one of named.rows) row = one;
  const facts = recordFields(row, named.columns)
    .filter((name) => name !== label)
    .map((name) => ({ name, value: row[name], text: cell(row[name], time) }))
    .filter(({ name, text }) => isShown(name, text) && !isNoRecord(name, text));
  const isLong = ({ value, text }: (typeof facts)[number]): boolean =>
    typeof value === 'string' && (text.length > 60 || value.includes('\n'));
  return textOfParts([
    style.colours.bold(headOf(resource, record, label)),
    factsText(
      facts.filter((fact) => !isLong(fact)).map(({ name, text }): Fact => [labelOf(name), text]),
      style,
    ),
    ...facts
      .filter(isLong)
      .map(
        ({ name, value }) =>
          `${style.colours.dim(labelOf(name))}\n${paragraph(String(value), style)}`,
      ),
  ]);
}

/** Halo writes 0 and -1 where a field refers to no record. */
const isNoRecord = (name: string, text: string): boolean =>
  /_id$/.test(name) && /^(0|-1)$/.test(text);

function headOf(resource: string, record: Row, label: string): string {
  const { singular } = resourceNamed(resource);
  const name = oneLine(String(record[label] ?? ''));
  const kind = singular.charAt(0).toUpperCase() + singular.slice(1);
  return [`${kind} ${oneLine(String(record['id'] ?? ''))}`.trim(), name]
    .filter((part) => part !== '')
    .join('  ');
}

/** `client_name` reads as `Client`, `date_of_birth` as `Date of birth`. */
const labelOf = (name: string): string => {
  const words = oneLine(name.replace(/_(name|id)$/, '').replaceAll('_', ' '));
  return words.charAt(0).toUpperCase() + words.slice(1);
};
