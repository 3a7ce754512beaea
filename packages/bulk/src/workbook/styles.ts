import type { Archive } from './archive.js';
import { limits } from './limits.js';
import { NumberFormat } from './number-format.js';
import { readAllXml } from './read-xml.js';
import { tooLarge } from './workbook-error.js';

/** The number formats of a workbook, by the number of the style that a cell names. */
export async function readStyles(
  archive: Archive,
  part: string | undefined,
): Promise<readonly NumberFormat[]> {
  const { codes, styles } = part === undefined ? noStyles() : await readPart(archive, part);
  const formats = new Map<number, NumberFormat>();
  return styles.map((id) => {
    const format = formats.get(id) ?? NumberFormat.of(id, codes.get(id));
    formats.set(id, format);
    return format;
  });
}

/** What the part of a workbook with its styles says. */
interface Styles {
  /** The codes of the formats that it declares, by their numbers. */
  readonly codes: Map<number, string>;
  /** The number of the format of each style. */
  readonly styles: number[];
}

const noStyles = (): Styles => ({ codes: new Map(), styles: [] });

async function readPart(archive: Archive, part: string): Promise<Styles> {
  const { file } = archive;
  const found = noStyles();
  const { codes, styles } = found;
  await readAllXml(
    await archive.read(part),
    { file, part },
    {
      open: (element, path) => {
        const at = path.length === 3 && path[0] === 'styleSheet' ? `${path[1]}/${path[2]}` : '';
        if (at === 'numFmts/numFmt')
          codes.set(Number(element.attribute('numFmtId')), element.attribute('formatCode') ?? '');
        if (at === 'cellXfs/xf') styles.push(Number(element.attribute('numFmtId') ?? 0));
        if (styles.length > limits.styles || codes.size > limits.styles)
          throw tooLarge(file, `the workbook has more than ${limits.styles} styles`);
      },
    },
  );
  return found;
}
