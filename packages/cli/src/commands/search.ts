import { findResource } from 'halopsa-catalogue';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { argument, option } from '../core/inputs.js';
import { wholeNumber } from '../flags/flag-value.js';
import { rowOf } from '../output/answered.js';
import type { Row } from '../output/printer.js';
import { UsageError } from '../usage-error.js';

/** `halo search <text>`: tickets, clients, users, assets and articles that hold a text. */
export const command: CommandSpec = defineCommand({
  description: 'Search tickets, clients, users, assets and articles for a text.',
  arguments: { texts: argument('<text...>', 'what to look for') },
  options: {
    limit: option('--limit <int>', 'hits of each kind', { parse: wholeNumber, default: 10 }),
  },
  example: 'halo search printer',
  async run({ texts, limit }, { client, host, printer, note }) {
    const text = texts.join(' ').trim();
    if (text === '' || limit < 1)
      throw new UsageError('There is nothing to look for. Nothing was sent.');
    const { found, count, failed } = await (await client()).search(text, {
      limit,
      signal: host.signal,
    });
    const hits = Object.entries(found).flatMap(([attribute, rows]) =>
      rows.map((row) => hit(attribute, rowOf({ ...row }))),
    );
    for (const { resource } of failed)
      note(`Not searched, since the application may not read them: ${resource}.`);
    if (count === 0) note(`Nothing holds "${text}".`);
    await printer.rows(hits, ['topic', 'id', 'title', 'client_name']);
  },
});

/** One shape for all kinds: where it is, what it is called, and the whole record for whoever reads JSON. */
const hit = (attribute: string, record: Row): Row => ({
  topic: findResource(attribute)?.topic ?? attribute,
  id: record['id'],
  title: record['summary'] ?? record['name'] ?? record['inventory_number'] ?? '',
  client_name: record['client_name'] ?? null,
  record,
});
