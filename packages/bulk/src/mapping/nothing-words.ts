import { Problem } from './problem.js';

/** What programs write where a value is missing. */
const nothingWords: ReadonlySet<string> = new Set(
  'null (null) <null> [null] {null} \\n n/a n.a. na <na> none nil nan nat undefined - -- --- – — n/d k.a. s/o'.split(
    ' ',
  ),
);

/** What spreadsheets show where a formula fails, in the languages of Western Europe. */
const formulaError =
  /^#(?:n\/a|ref!|value!|name\?|num!|null!|div\/0!|spill!|calc!|field!|blocked!|unknown!|connect!|busy!|getting_data|nv|bezug!|wert!|zahl!|überlauf!|n\/d|nom\s?\?|valeur!|nombre!|nul!|¿nombre\?|¡(?:ref|valor|num|nulo|div\/0)!|valor!|n\/v|verw!|waarde!|naam\?|getal!|leeg!|deel\/0!|rif!|valore!|nome\?)$/i;

const longest = 14;

/** A text that may stand for no value: it is a fault where it would be written, and none where it stands already. */
export class Doubt extends Problem {}

/** The doubt about a text that programs and spreadsheets write where a value is missing. */
export function doubtOf(text: string): Doubt | undefined {
  if (text.length > longest) return undefined;
  const shown = JSON.stringify(text);
  if (text.startsWith('#'))
    return formulaError.test(text)
      ? new Doubt(`${shown} is the error of a formula`, {
          remedy: { code: 'correct-formula', text },
        })
      : undefined;
  if (!nothingWords.has(text.toLowerCase())) return undefined;
  return new Doubt(`${shown} may stand for nothing`, { remedy: { code: 'say-if-nothing', text } });
}
