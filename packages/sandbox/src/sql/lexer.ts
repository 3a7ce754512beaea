import { SqlError, syntaxError, tooComplex } from './sql-error.js';

/** One word of a statement. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'variable' | 'sign' | 'end';
  /** The word as written, without quotes or brackets; the empty text at the end. */
  readonly text: string;
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['text', /N?'([^']*(?:''[^']*)*)'/iy],
  ['quoted', /\[((?=[^\]]|\]\])[^\]]*(?:\]\][^\]]*)*)\]/y],
  ['quoted', /"((?=[^"]|"")[^"]*(?:""[^"]*)*)"/y],
  ['number', /(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)(?![\w.])/iy],
  ['variable', /([@$][A-Za-z_]\w*)/y],
  ['word', /([A-Za-z_#][\w#@$]*)/y],
  ['sign', /(<>|!=|<=|>=|!<|!>|[-+*/%=<>(),.])/y],
];
/** Signs and words of a statement at the most; beyond them the real server runs out of its own resources as well. */
const MOST_SIGNS = 500_000;
const MOST_TOKENS = 50_000;
const SPACE = /\s*/y;

/** Cuts a statement into words. Comments and semicolons are refused, as they are inside the derived table that a report runs in. */
export function readTokens(sql: string): Token[] {
  if (sql.length > MOST_SIGNS) throw tooComplex();
  const tokens: Token[] = [];
  let at = skipSpace(sql, 0);
  while (at < sql.length) {
    refuseComment(sql, at);
    const found = tokenAt(sql, at);
    if (!found) throw unreadable(sql, at);
    tokens.push(found.token);
    if (tokens.length > MOST_TOKENS) throw tooComplex();
    at = skipSpace(sql, found.end);
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function tokenAt(sql: string, at: number): { token: Token; end: number } | undefined {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(sql);
    if (found)
      return {
        token: { kind, text: unquoted(kind, found[0], found[1] ?? '') },
        end: pattern.lastIndex,
      };
  }
  return undefined;
}

function unquoted(kind: Token['kind'], whole: string, inner: string): string {
  if (kind === 'text') return inner.replaceAll("''", "'");
  if (kind === 'quoted')
    return whole.startsWith('[') ? inner.replaceAll(']]', ']') : inner.replaceAll('""', '"');
  return inner;
}

function skipSpace(sql: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(sql);
  return SPACE.lastIndex;
}

function refuseComment(sql: string, at: number): void {
  const sign = sql.slice(at, at + 2);
  if (sign === '--' || sign === '/*')
    throw new SqlError(`Incorrect syntax near '${sign}'. A report's SQL cannot hold comments.`);
}

function unreadable(sql: string, at: number): SqlError {
  if (sql[at] === "'")
    return new SqlError(
      `Unclosed quotation mark after the character string '${sql.slice(at + 1, at + 41)}'.`,
    );
  if (sql[at] === ';')
    return new SqlError(
      "Incorrect syntax near ';'. A report is one statement without a semicolon.",
    );
  return syntaxError(sql[at] ?? '');
}
