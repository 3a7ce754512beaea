/** Digits that a double always holds, and the most that it may. */
const [always, atMost] = [15, 17];

/**
 * Whether a number of JSON, read into a double, is still what was written: whole numbers up to 2^53, fractions of up to 17 digits
 * (which is what other programs write of a double), and nothing that becomes infinite or zero.
 */
export function digitsKept(token: string): boolean {
  if (token.length <= always) return !/[eE]/.test(token) || isInRange(token);
  const value = Number(token);
  if (/^-?\d+$/.test(token)) return Number.isSafeInteger(value);
  const digits = token
    .replace(/[eE][\s\S]*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/(?<!0)0+$/, '');
  return digits.length <= atMost && isInRange(token);
}

function isInRange(token: string): boolean {
  const value = Number(token);
  return (
    Number.isFinite(value) && (value !== 0 || !/[1-9]/.test(token.replace(/[eE][\s\S]*$/, '')))
  );
}
