/** Words of an identifier in any casing: `MCPConnection` is mcp, connection. */
export function wordsOf(identifier: string): string[] {
  const words = identifier.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+|[0-9]+/g) ?? [];
  return words.map((word) => word.toLowerCase());
}

const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

/** Words in camelCase. */
export const camel = (words: readonly string[]): string =>
  words.map((word, at) => (at === 0 ? word : capital(word))).join('');

/** The plural of an English word. */
export function plural(word: string): string {
  if (/(?:s|data|info)$/.test(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** The singular of an English word. */
export function singular(word: string): string {
  if (/(?:ss|us)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/** The names of a resource with this first path segment, for example `/BookingType`. */
export function resourceNames(path: string): {
  attribute: string;
  topic: string;
  singular: string;
  title: string;
} {
  const words = wordsOf(path);
  const last = words.at(-1) ?? '';
  const all = [...words.slice(0, -1), plural(last)];
  return {
    attribute: camel(all),
    topic: camel(all)
      .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
      .toLowerCase(),
    singular: [...words.slice(0, -1), singular(last)].join(' '),
    title: capital(all.join(' ')),
  };
}

/** The name that people use for a schema that Halo calls otherwise: without underscores, in PascalCase. */
export const schemaName = (wire: string): string =>
  wire
    .split('_')
    .map(capital)
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');

const standardVerbs: readonly (readonly [RegExp, string])[] = [
  [/^GET [^/]*$/, 'list'],
  [/^POST [^/]*$/, 'upsert'],
  [/^GET \/\{[^}]+\}$/, 'get'],
  [/^DELETE \/\{[^}]+\}$/, 'delete'],
];

/** A verb for an operation: a standard one by its route below the resource, else the path's own words; `taken` are refused. */
export function verbFor(route: string, resourcePath: string, taken: ReadonlySet<string>): string {
  const [method = '', path = ''] = route.split(' ');
  const below = path.slice(resourcePath.length);
  const standard = standardVerbs.find(([pattern]) => pattern.test(`${method} ${below}`))?.[1];
  if (standard && !taken.has(standard)) return standard;
  const words = below
    .split('/')
    .flatMap((segment) => (segment.startsWith('{') ? [] : wordsOf(segment)));
  const candidates = [
    words,
    [method.toLowerCase(), ...words],
    [method.toLowerCase(), ...words, 'by', 'id'],
  ].map(camel);
  const free = candidates.find((name) => name !== '' && /^[a-z]/.test(name) && !taken.has(name));
  if (!free)
    throw new Error(
      `${route}: no free verb among ${candidates.join(', ')}; add the operation to the source by hand`,
    );
  return free;
}
