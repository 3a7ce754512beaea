/** What to search a list for: the longest plain word of a name, which all that look like it have in common; an address whole. */
export function searchWord(name: string): string | undefined {
  const text = name.trim();
  if (/^[\w.+-]+@[\w.-]+$/.test(text)) return text;
  return text
    .match(/[A-Za-z0-9]{2,}/g)
    ?.reduce((longest, word) => (word.length > longest.length ? word : longest));
}
