import type { FieldValue } from '../fields.js';
import type { Target } from '../mapping/read-row.js';
import type { References } from '../mapping/references.js';
import type { PlanRow } from './plan-file.js';

const kept = 1000;
const shown = 10;

interface Meant {
  readonly field: string;
  readonly name: string;
  readonly id: FieldValue;
  rows: number;
}

/** The inactive records, and others that lists leave out, that rows refer to by their names, which a person is to know of. */
export class InactiveNames {
  readonly #meant = new Map<string, Meant>();

  /** Notes what a row that is written refers to. */
  note({ action, set }: PlanRow, targets: readonly Target[], references: References): void {
    if (action !== 'create' && action !== 'update') return;
    for (const { field, reference } of targets) {
      const id = set?.[field];
      const name = reference && id !== undefined && references.inactiveName(reference, id);
      if (name) this.#count({ field, name, id });
    }
  }

  #count({ field, name, id }: Omit<Meant, 'rows'>): void {
    const key = JSON.stringify([field, id]);
    const known = this.#meant.get(key);
    if (known) known.rows += 1;
    else if (this.#meant.size < kept) this.#meant.set(key, { field, name, id, rows: 1 });
  }

  notes(): string[] {
    const all = [...this.#meant.values()];
    if (all.length === 0) return [];
    const texts = all
      .slice(0, shown)
      .map(
        ({ field, name, id, rows }) =>
          `${field} "${name}" (${String(id)}), ${rows} ${rows === 1 ? 'row' : 'rows'}`,
      );
    const more = all.length > shown ? `; and ${all.length - shown} more` : '';
    return [`Inactive or hidden records are meant by their names: ${texts.join('; ')}${more}.`];
  }
}
