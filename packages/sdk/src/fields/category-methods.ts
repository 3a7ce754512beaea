import type { CallOptions } from '../core/call.js';
import type { Context } from '../core/context.js';
import type { WireRecord } from '../core/records.js';
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

/** All categories by type, 1 to 4, from one request. */
export async function getAllTypes({ verbs }: Context, _self: unknown, options?: CallOptions): Promise<Record<Type, WireRecord[]>> {
  const rows = await verbs.listAll({}, options).toArray();
  const ofType = (type: Type): WireRecord[] => rows.filter((row) => Number(row.type_id) === type);
  return { 1: ofType(1), 2: ofType(2), 3: ofType(3), 4: ofType(4) };
}

/** The categories of one type. */
export function getByType({ verbs }: Context, _self: unknown, type: number, options?: CallOptions): Promise<WireRecord[]> {
  return verbs.listAll({ type_id: checked(type) }, options).toArray();
}

/** The categories of one type as a tree. */
export async function tree(context: Context, self: unknown, type: number, options?: CallOptions): Promise<CategoryNode[]> {
  return categoryTree(await getByType(context, self, type, options));
}

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
  throw new HaloUsageError(`there is no category type ${String(type)}`, 'Tickets have categories 1 to 4. Nothing was sent.');
}
