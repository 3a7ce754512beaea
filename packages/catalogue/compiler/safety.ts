import type { SourceOperation } from './source.js';

/** The safety of an operation: the source's word, else by method and verb. A POST that nothing is known of may double a record. */
export function safetyOf(
  verb: string,
  operation: SourceOperation,
): 'read' | 'idempotent' | 'unsafe' {
  if (operation.safety) return operation.safety;
  if (operation.route.startsWith('GET ')) return 'read';
  return verb === 'delete' ? 'idempotent' : 'unsafe';
}
