/** Bytes; file systems take 255, and a number may be added where the name is taken. */
const longestName = 200;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The name of a file as a server tells it, made safe to write: no folders, no control signs, nothing that a system takes for a device. */
export function safeFileName(name: string, fallback: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const clean = base
    .replace(
      /[\u0000-\u001f\u007f-\u009f<>:"|?*\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
      '_',
    )
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, '');
  const safe = reserved.test(clean) ? `_${clean}` : clean;
  return shortened(safe) || fallback;
}

/** A name of no more bytes than a file system takes; characters stay whole, and so does the extension. */
function shortened(name: string): string {
  const bytes = (text: string): number => new TextEncoder().encode(text).length;
  if (bytes(name) <= longestName) return name;
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  let left = longestName - bytes(extension);
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(
    name.slice(0, name.length - extension.length),
  )) {
    left -= bytes(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept.replace(/(?<![\s.])[\s.]+$/, '') + extension;
}

/** The file name of a Content-Disposition header, as it stands there; undefined where it has none. */
export function dispositionName(header: string | null): string | undefined {
  const extended = /filename\*\s*=\s*(?:utf-8|iso-8859-1)?'[^']*'([^;]+)/i.exec(header ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(header ?? '');
  const name = extended ?? plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2]?.trim();
  return name === undefined ? undefined : decoded(name);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
