const numeric: readonly string[] = ['int', 'long', 'double'];

/** Whether a field or filter of a catalogue type can hold a key of another: `int[]` takes an `int`, `string` a `uuid`, and neither the other. */
export function takesKey(type: string, key: string): boolean {
  const one = type.replace(/(\[\])?\??$/, '');
  if (numeric.includes(key)) return numeric.includes(one);
  return one === 'string' || one === key;
}
