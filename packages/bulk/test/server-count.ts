/** What the server holds, read by plain requests: nothing of the client or of the engine has a part in it. */
export type Held = Readonly<Record<string, unknown>>;

/** Every record of a list, read page by page. */
export async function recordsOf(url: string, path: string, key: string): Promise<readonly Held[]> {
  const answer = await fetch(`${url}/auth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: 'sandbox', client_secret: 'sandbox', scope: 'all' }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  const all: Held[] = [];
  for (let page = 1; ; page += 1) {
    const query = new URLSearchParams({ pageinate: 'true', page_size: '100', page_no: String(page), includeinactive: 'true' });
    const list = await fetch(`${url}/api${path}?${query}`, { headers: { authorization: `Bearer ${access_token}` } });
    const { [key]: rows } = (await list.json()) as Record<string, readonly Held[]>;
    all.push(...rows!);
    if (rows!.length === 0) return all;
  }
}

/** How often each value of a field stands on the server. */
export async function countBy(url: string, field: string, path = '/Client', key = 'clients'): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const record of await recordsOf(url, path, key)) {
    const value = String(record[field]);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}
