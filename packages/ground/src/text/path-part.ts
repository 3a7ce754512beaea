/** Rounds of percent-decoding that a proxy and a server behind it may do between them, and one more. */
const rounds = 4;

function decodings(text: string): string[] {
  const found = [text];
  let last = text;
  for (let round = 0; round < rounds; round += 1) {
    const next = decoded(last);
    if (next === last) break;
    found.push(next);
    last = next;
  }
  return found;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // What is not valid percent-encoding is read byte by byte by some servers; the signs that matter are all below 0x80.
    return text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}

const steers = /[/\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Whether a part of a path is one that URLs and servers walk by: nothing, or dots alone, with the blanks that some of them drop and
 * the parameters that some cut off (`..;x`), and in the wide forms that some take for them.
 */
const isStep = (part: string): boolean =>
  part.normalize('NFKC').replace(/;.*$/s, '').replaceAll('.', '').trim() === '';

/**
 * A value as one part of a path, percent-encoded; undefined where a URL, a proxy or a server would take it for another route, however
 * often it decodes: nothing, `.` and `..`, slashes, backslashes and control characters (RFC 3986, 5.2.4; WHATWG URL, 4.4).
 */
export const pathPart = (value: string): string | undefined =>
  decodings(value).some((text) => steers.test(text) || isStep(text))
    ? undefined
    : encodeURIComponent(value);

/** Whether a path, without its query, leads somewhere else than it says: a step up, a backslash, a control character, a fragment. */
export const leadsAstray = (path: string): boolean =>
  path.includes('#') ||
  decodings(path).some(
    (text) => /[\\\u0000-\u001f\u007f-\u009f]/.test(text) || text.split('/').some(isDots),
  );

const isDots = (part: string): boolean => part !== '' && isStep(part);
