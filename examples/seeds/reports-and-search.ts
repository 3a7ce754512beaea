import type { HaloClient } from 'halopsa';

/** The reports there are, one that is run, printed and bookmarked. */
export async function workWithReports(
  halo: HaloClient,
): Promise<{ rows: number; link: string | undefined; bookmarked: unknown }> {
  for (const report of await halo.reports.list()) console.log(`${report.id}: ${report.name}`);
  const report = await halo.reports.get(45);
  const period = { start_date: '2024-01-01', end_date: '2030-01-31' };
  const result = await report.run({ ...period, client_id: 123 });
  for (const row of result) console.log(row);
  const pdf = await report.generatePdf(period, { format: 'pdf' });
  console.log(`PDF: ${pdf.link}`);
  const bookmark = await report.bookmark({ client_id: 123, status_id: 1 });
  return { rows: result.length, link: pdf.link, bookmarked: bookmark.bookmarked };
}

/** One text in several resources, one by one and at once. */
export async function searchEverywhere(halo: HaloClient): Promise<number> {
  const text = 'server';
  const tickets = await halo.tickets.search(text, { limit: 10 });
  const assets = await halo.assets.search(text, { limit: 10 });
  const articles = await halo.kbArticles.search(text, { limit: 10 });
  const users = await halo.users.search(text, { limit: 10 });
  console.log({
    tickets: tickets.length,
    assets: assets.length,
    articles: articles.length,
    users: users.length,
  });
  const { count } = await halo.search(text, {
    limit: 10,
    resources: ['tickets', 'assets', 'kbArticles', 'users'],
  });
  return count - tickets.length - assets.length - articles.length - users.length;
}
