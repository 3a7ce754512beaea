import { BulkInputError } from '../input-error.js';
import { findField } from '../mapping/find-field.js';
import type { ColumnRule, Mapping } from '../mapping/map-file.js';
import type { Id } from '../matching/record-id.js';
import { findBulkResource } from '../plan/bulk-resource.js';
import { checkPlan } from '../plan/plan-file.js';
import { readResults } from '../results/read-results.js';
import type { ImportFile } from './manifest.js';

/** The ids of the records that the rows of a file have become, by the alias of the row. */
export async function readAliases(
  file: ImportFile,
  plans: readonly string[],
): Promise<Readonly<Record<string, Id>>> {
  const aliased = new AliasedRecords(file);
  for (const plan of plans) {
    const at = await aliasPlace(plan, file);
    for await (const { cells, id, line } of readResults(plan)) {
      const alias = String(cells[at] ?? '').trim();
      if (alias !== '' && id !== undefined) aliased.add(alias, id, line);
    }
  }
  return aliased.ids();
}

/** Where the rows of a plan hold their alias. */
async function aliasPlace(plan: string, { file, alias }: ImportFile): Promise<number> {
  const { columns } = (await checkPlan(plan)).header.source;
  const at = alias === undefined ? -1 : columns.indexOf(alias);
  if (at >= 0) return at;
  throw new BulkInputError(
    'the manifest names this column as the alias, and the file has none',
    'Correct the manifest.',
    {
      file,
      column: alias,
    },
  );
}

/** The records of a file by their aliases; an alias belongs to one record. */
class AliasedRecords {
  readonly #file: ImportFile;
  readonly #ids = new Map<string, Id>();
  readonly #lines = new Map<string, number>();

  constructor(file: ImportFile) {
    this.#file = file;
  }

  add(alias: string, id: Id, line: number): void {
    const other = this.#ids.get(alias);
    if (other === undefined) {
      this.#ids.set(alias, id);
      this.#lines.set(alias, line);
    } else if (other !== id)
      throw new BulkInputError(
        `"${alias}" is the alias of line ${this.#lines.get(alias)} too`,
        'Give each row an alias of its own.',
        {
          file: this.#file.file,
          line,
          column: this.#file.alias,
        },
      );
  }

  ids(): Readonly<Record<string, Id>> {
    return Object.fromEntries(this.#ids);
  }
}

/** The mapping of a file whose columns hold aliases: each stands for the record that the row has become, and for nothing else. */
export function withAliases(
  file: ImportFile,
  columns: readonly string[],
  aliases: ReadonlyMap<string, Readonly<Record<string, Id>>>,
): Mapping {
  const { mapping, references, alias } = file;
  const resource = findBulkResource(file.resource, file.mode);
  const rules = new Map<string, string | ColumnRule | null>(Object.entries(mapping.columns ?? {}));
  if (
    alias !== undefined &&
    columns.includes(alias) &&
    !rules.has(alias) &&
    findField(resource, alias) === undefined
  )
    rules.set(alias, null);
  for (const [column, parent] of Object.entries(references)) {
    const given = rules.get(column) ?? findField(resource, column);
    if (!given)
      throw new BulkInputError(
        `it holds aliases of ${parent}, and no field is named that they fill`,
        `Say it in the map: "${column}: FIELD".`,
        {
          file: file.file,
          column,
        },
      );
    const rule = typeof given === 'string' ? { field: given } : given;
    rules.set(column, {
      ...rule,
      values: aliases.get(parent) ?? {},
      unlisted: `is not the alias of any row of ${parent} that is there`,
    });
  }
  return { ...mapping, columns: Object.fromEntries(rules) };
}
