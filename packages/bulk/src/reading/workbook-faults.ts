import { inflateRawSync } from 'node:zlib';

/** A cell whose formula has no value, by its address in letters and digits: the error it shows, or nothing where it was never calculated. */
export type FormulaFaults = ReadonlyMap<string, string | undefined>;

/** The cells of a sheet, by its position from 0, that show an error or were never calculated. What reads workbooks takes them for empty. */
export function formulaFaults(workbook: Buffer, position: number): FormulaFaults {
  const parts = zipParts(workbook);
  const text = (name: string): string => parts.get(name)?.().toString('utf8') ?? '';
  const sheets = [...text('xl/workbook.xml').matchAll(/<(?:\w+:)?sheet\s[^>]*?\br:id="([^"]+)"/g)].map(([, id]) => id!);
  const relations = [...text('xl/_rels/workbook.xml.rels').matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => tag);
  const relation = relations.find((tag) => attribute(tag, 'Id') === sheets[position]);
  const target = relation && attribute(relation, 'Target')?.replace(/^\/xl\//, '');
  return target === undefined ? new Map() : faultsOf(text(`xl/${target}`));
}

function faultsOf(sheet: string): FormulaFaults {
  const faults = new Map<string, string | undefined>();
  for (const [, head = '', content = ''] of sheet.matchAll(/<(?:\w+:)?c\s([^>]*[^/>])>(.*?)<\/(?:\w+:)?c>/gs)) {
    const type = attribute(head, 't');
    const value = /<(?:\w+:)?v[^>/]*>([^<]*)</.exec(content)?.[1];
    const isUncalculated =
      /<(?:\w+:)?f[\s/>]/.test(content) && (value ?? '') === '' && (type !== 'str' || !/<(?:\w+:)?v[\s/>]/.test(content));
    const address = attribute(head, 'r');
    if (address !== undefined && (type === 'e' || isUncalculated)) faults.set(address, type === 'e' ? value : undefined);
  }
  return faults;
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];

const [endMark, entryMark] = [0x0605_4b50, 0x0201_4b50];

/** The parts of an archive by name, each unpacked when it is asked for. */
function zipParts(bytes: Buffer): ReadonlyMap<string, () => Buffer> {
  const parts = new Map<string, () => Buffer>();
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endMark) end -= 1;
  if (end < 0) return parts;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0 && bytes.readUInt32LE(at) === entryMark; left -= 1) {
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [number, number, number];
    const [method, size, start] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
    parts.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), () => {
      const from = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
      const packed = bytes.subarray(from, from + size);
      return method === 0 ? packed : inflateRawSync(packed);
    });
    at += 46 + nameLength + extraLength + noteLength;
  }
  return parts;
}
