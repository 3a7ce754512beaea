/** The address with the scheme that a person leaves out. */
export const withScheme = (text: string): string =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`;

/** What is wrong with a tenant URL, in words, or undefined. */
export function urlProblem(text: string | undefined): string | undefined {
  const url = URL.canParse(withScheme(text ?? '')) ? new URL(withScheme(text ?? '')) : undefined;
  const fine =
    url && /^https?:$/.test(url.protocol) && url.hostname !== '' && !/\s/.test((text ?? '').trim());
  return fine ? undefined : 'It looks like https://company.halopsa.com.';
}
