import { HaloUsageError } from '../errors/usage-error.js';

const writing =
  /\b(insert|update|delete|merge|drop|alter|create|truncate|exec|execute|grant|revoke|deny|into|backup|restore|shutdown|declare|waitfor|openrowset|openquery|opendatasource|bulk|use|dbcc|set|kill|revert|reconfigure|checkpoint|writetext|updatetext|next\s+value\s+for|(?:xp|sp)_\w+)\b/i;

/** Longer statements are made by programs, and by mistake. */
const mostSigns = 200_000;

/**
 * Refuses what Halo's reports cannot run or must not: anything but one SELECT without comments, and an ORDER BY at the end
 * without TOP or OFFSET, since Halo puts the statement into a derived table (behaviour: reports.one-statement). Gives the
 * statement without a closing semicolon. The rights of the application decide what it may read; this is only a seat belt.
 */
export function checkSql(sql: string): string {
  const statement = sql.trim().replace(/;\s*$/, '').trim();
  if (statement.length > mostSigns)
    throw refused(`it has more than ${mostSigns} characters`, 'Ask for less at once');
  const bare = withoutLiterals(statement);
  if (bare === undefined) throw refused('a quote or a bracket is not closed', 'Close it');
  if (/--|\/\*/.test(bare)) throw refused('it has a comment', 'Take the comments out');
  if (bare.includes(';')) throw refused('it has more than one statement', 'Run them one by one');
  if (/^with\b/i.test(bare))
    throw refused('it starts with WITH', 'Write the common table expression as a subquery');
  if (!/^select\b/i.test(bare)) throw refused('it is no SELECT', 'Reports only read');
  const word = writing.exec(bare)?.[1];
  if (word)
    throw refused(
      `it says ${word.toUpperCase()}`,
      'Reports only read; put a column of that name in brackets',
    );
  const top = outermost(bare);
  // What closes Halo's derived table begins a statement of its own.
  if (top === undefined) throw refused('its parentheses do not match', 'Close each that is opened');
  if (/\border\s+by\b/i.test(top) && !/\b(top\b|offset\b|for\s+xml\b)/i.test(top)) {
    throw refused(
      'it has ORDER BY without TOP or OFFSET',
      'Write SELECT TOP 100 ..., or sort the rows afterwards',
    );
  }
  return statement;
}

const refused = (why: string, advice: string): HaloUsageError =>
  new HaloUsageError(`the report cannot run this SQL: ${why}`, `${advice}. Nothing was sent.`);

const closers: Readonly<Record<string, string>> = { "'": "'", '"': '"', '[': ']' };

/**
 * The statement with every text and quoted name emptied, so that what stands in them is not read as SQL; undefined where one
 * is not closed. One pass: a pattern would look for the end of each that has none.
 */
function withoutLiterals(sql: string): string | undefined {
  const kept: string[] = [];
  let from = 0;
  for (let at = 0; at < sql.length; at += 1) {
    const closer = closers[sql[at]!];
    if (closer === undefined) continue;
    const end = endOfLiteral(sql, at + 1, closer);
    if (end < 0) return undefined;
    kept.push(sql.slice(from, at + 1), closer);
    from = end + 1;
    at = end;
  }
  return kept.join('') + sql.slice(from);
}

/** Where a literal closes whose text begins here; its sign stands twice where it belongs to the text. */
function endOfLiteral(sql: string, start: number, closer: string): number {
  let end = sql.indexOf(closer, start);
  while (end >= 0 && sql[end + 1] === closer) end = sql.indexOf(closer, end + 2);
  return end;
}

/** The statement without what stands in parentheses; undefined where those do not match. */
function outermost(sql: string): string | undefined {
  let depth = 0;
  let kept = '';
  for (const sign of sql) {
    if (sign === '(') depth += 1;
    if (depth === 0) kept += sign;
    if (sign === ')') depth -= 1;
    if (depth < 0) return undefined;
  }
  return depth === 0 ? kept : undefined;
}
