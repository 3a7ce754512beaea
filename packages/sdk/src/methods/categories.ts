import type { CallOptions } from '../core/call.js';
import type { Bodies, Kinds, WireKinds } from '../core/methods.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';
import { HaloUsageError } from '../errors/usage-error.js';

/** A category and those below it, as `A>B>C` says. */
export interface CategoryNode {
  /** The last part of its value. */
  readonly name: string;
  /** The whole value, as tickets keep it. */
  readonly value: string;
  /** Undefined for a level that only stands between others. */
  readonly id: number | undefined;
  readonly children: readonly CategoryNode[];
}

type Type = 1 | 2 | 3 | 4;
const types: readonly Type[] = [1, 2, 3, 4];

/** What the categories as a whole can do. */
export interface CategoriesMethods<Of extends Kinds> {
  /** All categories by type, 1 to 4, from one request. */
  getAllTypes(options?: CallOptions): Promise<Record<Type, Of['row']['categories'][]>>;
  /** The categories of one type. */
  getByType(type: Type, options?: CallOptions): Promise<Of['row']['categories'][]>;
  /** The categories of one type as a tree of their `A>B>C` values. */
  tree(type: Type, options?: CallOptions): Promise<CategoryNode[]>;
}

export const categoriesMethods: Bodies<CategoriesMethods<WireKinds>, ResourceVerbs> = {
  async getAllTypes({ verbs }, _self, options) {
    const rows = await verbs.listAll({}, options).toArray();
    const ofType = (type: Type): WireRecord[] => rows.filter((row) => Number(row.type_id) === type);
    return { 1: ofType(1), 2: ofType(2), 3: ofType(3), 4: ofType(4) };
  },

  getByType: ({ verbs }, _self, type, options) =>
    verbs.listAll({ type_id: checked(type) }, options).toArray(),

  tree: async (context, self, type, options) =>
    categoryTree(await categoriesMethods.getByType(context, self, type, options)),
};

interface Growing {
  name: string;
  value: string;
  id: number | undefined;
  children: Growing[];
}

/** Puts rows whose values are written `A>B>C` below each other; a level without a row of its own has no id. */
export function categoryTree(rows: readonly WireRecord[]): CategoryNode[] {
  const top: Growing[] = [];
  for (const row of rows) {
    let level = top;
    const parts = String(row.value ?? '').split('>');
    parts.forEach((part, depth) => {
      const value = parts.slice(0, depth + 1).join('>');
      const known = level.find((one) => one.value === value);
      const node: Growing = known ?? { name: part.trim(), value, id: undefined, children: [] };
      if (!known) level.push(node);
      if (depth === parts.length - 1) node.id ??= row.id as number;
      level = node.children;
    });
  }
  return top;
}

function checked(type: number): number {
  if (types.includes(type as Type)) return type;
  throw new HaloUsageError(
    `unknown category type ${String(type)}`,
    'Tickets have categories 1 to 4. Nothing was sent.',
  );
}
