import { textOfWorkbook } from 'halopsa-ground';
import type { Archive } from './archive.js';
import { limits } from './limits.js';
import { readAllXml } from './read-xml.js';
import { damaged, tooLarge } from './workbook-error.js';

/** Whether text at this path, below `si` or `is`, is what a cell shows; readings of Japanese words (`rPh`) are not. */
export const isShownText = (path: readonly string[], item: number): boolean => {
  const last = path.length - 1;
  if (path[last] !== 't') return false;
  return last === item + 1 || (last === item + 2 && path[item + 1] === 'r');
};

/** The texts that cells refer to by number. */
export async function readSharedTexts(
  archive: Archive,
  part: string | undefined,
): Promise<readonly string[]> {
  const texts: string[] = [];
  if (part === undefined) return texts;
  const { file } = archive;
  let text = '';
  let characters = 0;
  await readAllXml(
    await archive.read(part, limits.textBytes),
    { file, part },
    {
      open: ({ name }, path) => {
        if (path.length === 1 && name !== 'sst')
          throw damaged(file, `${part} is not a table of texts`);
        if (path.length === 2) text = '';
      },
      text: (piece, path) => {
        if (path[1] !== 'si' || !isShownText(path, 1)) return;
        text += piece;
        if (text.length > limits.xmlPiece)
          throw tooLarge(file, `a text holds more than ${limits.xmlPiece} characters`);
      },
      close: (path) => {
        if (path.length !== 2 || path[1] !== 'si') return;
        characters += text.length;
        if (texts.length >= limits.texts || characters > limits.textCharacters)
          throw tooLarge(
            file,
            `the workbook has more than ${limits.texts} texts, or ${limits.textCharacters} characters in them`,
          );
        texts.push(textOfWorkbook(text));
      },
    },
  );
  return texts;
}
