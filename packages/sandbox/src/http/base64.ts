const DATA_URI = /^data:([^;,]*)[^,]*,/;

/** The media type at the head of a data URI; binary data where there is none. */
export const mediaType = (text: string): string =>
  DATA_URI.exec(text)?.[1] || 'application/octet-stream';

/** The bytes of base64 text, with or without the head of a data URI; none where it is not base64. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replace(DATA_URI, '')), (sign) => sign.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
