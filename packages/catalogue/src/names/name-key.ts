const plainText = /^[\u0020-\u007e]*$/;

/** One spelling of texts that look alike: composed characters (NFC), one kind of blank, none at the ends. */
export function unified(value: unknown): string {
  const text = String(value);
  return (plainText.test(text) ? text : text.normalize('NFC').replace(/\s/g, ' ')).trim();
}

/** A name as it is looked up: case does not matter, nor how blanks and accents are encoded. */
export const nameKey = (name: string): string => unified(name).toLowerCase();
