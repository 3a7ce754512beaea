import stringWidth from 'string-width';

/** Columns of the terminal that a text takes: wide characters take two, combining marks none. */
export const displayWidth = (text: string): number => (/^[ -~]*$/.test(text) ? text.length : stringWidth(text));
