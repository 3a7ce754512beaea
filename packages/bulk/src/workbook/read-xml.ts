import { SaxesParser, type SaxesTagNS } from 'saxes';
import { BulkInputError } from '../input-error.js';
import { limits } from './limits.js';
import { damaged } from './workbook-error.js';

/** The two names of the namespace of sheets: the usual one, and that of the format's strict form. */
const sheetNamespaces: ReadonlySet<string> = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
]);

/** An element that has begun. */
export interface XmlElement {
  /** Its local name where it is of the namespace that is read, or else empty. */
  readonly name: string;
  /** An attribute without a prefix. */
  attribute(name: string): string | undefined;
  /** An attribute of the namespaces that relations have, whatever its prefix. */
  relation(name: string): string | undefined;
}

/** What is done with the parts of an XML text, in their order. */
export interface XmlHandler {
  /** `path` has the local names of the elements around it, itself last; names of other namespaces are empty. */
  open(element: XmlElement, path: readonly string[]): void;
  text?(text: string, path: readonly string[]): void;
  close?(path: readonly string[]): void;
}

/** What to read. */
export interface XmlPart {
  readonly file: string;
  readonly part: string;
  /** Whether a namespace is the one whose elements are read; that of sheets by default. */
  readonly isOurs?: ((uri: string) => boolean) | undefined;
}

const isSheet = (uri: string): boolean => sheetNamespaces.has(uri);
const relationNames =
  /^http:\/\/(schemas\.openxmlformats\.org\/officeDocument\/2006|purl\.oclc\.org\/ooxml\/officeDocument)\/relationships$/;

/**
 * Reads XML while it comes; yields after each piece, so that what handlers gather can be taken away. Document type declarations
 * are refused, since the format has none and entities come with them, and so is what is nested or goes on without end.
 */
export async function* readXml(
  bytes: AsyncIterable<Buffer>,
  { file, part, isOurs = isSheet }: XmlPart,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const path: string[] = [];
  let silent = 0;
  const parser = new SaxesParser({ xmlns: true, position: false });
  const refuse = (problem: string): never => {
    throw damaged(file, `${part}: ${problem}`);
  };
  parser.on('error', (error) => refuse(error.message));
  parser.on('doctype', () => refuse('it declares a document type, as no workbook does'));
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && !/^(utf-?8|utf-?16([bl]e)?|us-ascii)$/i.test(encoding))
      refuse(`it is written in ${encoding}`);
  });
  parser.on('opentag', (tag) => {
    silent = 0;
    const name = isOurs(tag.uri) ? tag.local : '';
    path.push(name);
    if (path.length > limits.xmlDepth) refuse('its elements are nested too deeply');
    handler.open(elementOf(tag, name), path);
  });
  parser.on('closetag', () => {
    handler.close?.(path);
    path.pop();
  });
  const gather = (text: string): void => {
    silent = 0;
    handler.text?.(text, path);
  };
  parser.on('text', gather);
  parser.on('cdata', gather);
  for await (const piece of texts(bytes, refuse)) {
    silent += piece.length;
    write(parser, piece, refuse);
    if (silent > limits.xmlPiece) refuse('one tag or text is too long');
    yield;
  }
  write(parser, undefined, refuse);
  yield;
}

function write(
  parser: SaxesParser<{ xmlns: true; position: false }>,
  piece: string | undefined,
  refuse: (problem: string) => never,
): void {
  try {
    if (piece === undefined) parser.close();
    else parser.write(piece);
  } catch (error) {
    if (error instanceof BulkInputError) throw error;
    refuse((error as Error).message);
  }
}

async function* texts(
  bytes: AsyncIterable<Buffer>,
  refuse: (problem: string) => never,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const decoded = (decode: () => string): string => {
    try {
      return decode();
    } catch {
      return refuse('its characters are not UTF-8');
    }
  };
  for await (const chunk of bytes) {
    const all = decoder ?? new TextDecoder(encodingOf(chunk), { fatal: true });
    decoder = all;
    yield decoded(() => all.decode(chunk, { stream: true }));
  }
  const last = decoder;
  if (last) yield decoded(() => last.decode());
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return start[0] === 0xff && start[1] === 0xfe ? 'utf-16le' : 'utf-8';
}

const elementOf = (tag: SaxesTagNS, name: string): XmlElement => ({
  name,
  attribute: (wanted) => tag.attributes[wanted]?.value,
  relation: (wanted) =>
    Object.values(tag.attributes).find(
      ({ local, uri }) => local === wanted && relationNames.test(uri),
    )?.value,
});

/** Reads an XML text to its end. */
export async function readAllXml(
  bytes: AsyncIterable<Buffer>,
  part: XmlPart,
  handler: XmlHandler,
): Promise<void> {
  for await (const _ of readXml(bytes, part, handler));
}
