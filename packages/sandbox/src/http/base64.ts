const DATA_URI = /^data:([^;,]*)[^,]*,/;

/** The media type at the head of a data URI; binary data where there is none. */
export const mediaType = (text: string): string =>
  DATA_URI.exec(text)?.[1] || 'application/octet-stream';

/** The bytes of base64 text, with or without the head of a data URI; none where it is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    const signs = atob(text.replace(DATA_URI, ''));
    // Ten times as fast as Uint8Array.from, which walks a text by its characters: files have megabytes.
    const bytes = new Uint8Array(signs.length);
    for (let index = 0; index < signs.length; index += 1) bytes[index] = signs.charCodeAt(index);
    return bytes;
  } catch {
    return new Uint8Array();
  }
}
