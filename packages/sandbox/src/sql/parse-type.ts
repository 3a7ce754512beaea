import { SqlError } from './sql-error.js';
import type { CastTarget } from './syntax.js';
import type { TokenReader } from './token-reader.js';
import type { SqlType } from './value.js';

const TYPES: Readonly<Record<string, SqlType>> = {
  bit: 'bit',
  tinyint: 'int',
  smallint: 'int',
  int: 'int',
  bigint: 'int',
  float: 'float',
  real: 'float',
  decimal: 'float',
  numeric: 'float',
  money: 'float',
  smallmoney: 'float',
  char: 'text',
  nchar: 'text',
  varchar: 'text',
  nvarchar: 'text',
  text: 'text',
  ntext: 'text',
  uniqueidentifier: 'text',
  date: 'date',
  datetime: 'datetime',
  datetime2: 'datetime',
  smalldatetime: 'datetime',
};
/** A decimal without digits of its own has none behind the point; a text in a cast holds 30 characters. */
const DEFAULT_SIZE: Readonly<Record<string, number>> = {
  decimal: 0,
  numeric: 0,
  char: 30,
  nchar: 30,
  varchar: 30,
  nvarchar: 30,
};

/** Reads the type of a CAST or CONVERT with its size. */
export function parseCastTarget(reader: TokenReader): CastTarget {
  const name = reader.name().toLowerCase();
  const type = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (!type) throw new SqlError(`Type ${name} is not a defined system type.`);
  const sizes = reader.takes('(') ? parseSizes(reader) : [];
  if (type === 'text') return { name, type, size: sizes[0] ?? DEFAULT_SIZE[name] };
  const scale =
    name === 'decimal' || name === 'numeric'
      ? (sizes[1] ?? DEFAULT_SIZE[name])
      : name.includes('money')
        ? 4
        : undefined;
  return { name, type, size: scale };
}

function parseSizes(reader: TokenReader): number[] {
  const sizes = reader.list(() => {
    if (reader.takes('MAX')) return Number.POSITIVE_INFINITY;
    if (reader.peek().kind !== 'number') throw reader.refusal();
    return Number(reader.next().text);
  });
  reader.expect(')');
  return sizes;
}
