import type { Source, SourceParameterRule } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits how query parameters act beyond their types; where that was seen stays in the source. */
export function emitParameters({ parameters }: Source): string {
  const bare = (rules: Record<string, SourceParameterRule>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(rules).map(([name, { origin: _, ...rule }]) => [name, rule]));
  const operations = Object.entries(parameters.operations).map(([id, rules]) => [id, bare(rules)]);
  const scopes = Object.entries(parameters.scopes).map(([id, { anyOf }]) => [id, anyOf]);
  const text = JSON.stringify({
    names: bare(parameters.names),
    operations: Object.fromEntries(operations),
    scopes: Object.fromEntries(scopes),
  });
  return `${banner}export const parameters: string =\n  ${quote(text)};\n`;
}
