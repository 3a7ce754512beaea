/** `_warning` in the answer to a write: the record of a soft refusal (behaviour.md 4.3). */
export function warningIn(value: unknown): string | undefined {
  const [record] = Array.isArray(value) ? value.slice(-1) : [value];
  const warning =
    typeof record === 'object' && record !== null
      ? (record as { _warning?: unknown })._warning
      : undefined;
  return typeof warning === 'string' && warning !== '' ? warning : undefined;
}
