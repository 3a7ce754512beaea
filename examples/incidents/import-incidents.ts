import type { HaloClient, NewRecord } from 'halopsa';
import type { Incident } from './read-incidents.js';
import { type Directory, toTicket } from './to-ticket.js';

/** What an import did. */
export interface ImportResult {
  readonly read: number;
  readonly written: number;
  /** Tickets with a third-party id that the tenant holds afterwards, counted by reading them all back. */
  readonly received: number;
}

const batchSize = 100;

/** Brings incidents into a tenant as tickets, a hundred to a request; those that are there already are left alone. */
export async function importIncidents(
  halo: HaloClient,
  incidents: AsyncIterable<Incident>,
): Promise<ImportResult> {
  const directory = await readDirectory(halo);
  const known = await importedNumbers(halo);
  const numbers = new Set<string>();
  let waiting: NewRecord<'tickets'>[] = [];
  let written = 0;
  const write = async (): Promise<void> => {
    written += (await halo.tickets.batchCreate(waiting, { batchSize })).length;
    waiting = [];
  };
  for await (const incident of incidents) {
    const number = incident.number ?? '';
    if (numbers.has(number))
      throw new Error(
        `the events of incident ${number} do not stand together; sort the log by number`,
      );
    numbers.add(number);
    if (known.has(number)) continue;
    waiting.push(toTicket(incident, directory));
    if (waiting.length === batchSize) await write();
  }
  if (waiting.length > 0) await write();
  const after = await importedNumbers(halo);
  return {
    read: numbers.size,
    written,
    received: [...numbers].filter((number) => after.has(number)).length,
  };
}

async function readDirectory(halo: HaloClient): Promise<Directory> {
  const [clients, agents] = await Promise.all([
    halo.clients.listAll().toArray(),
    halo.agents.listAll().toArray(),
  ]);
  return {
    clientIds: clients.map((client) => client.id),
    agentIds: agents.map((agent) => agent.id),
  };
}

/** The numbers of the incidents that the tenant holds. No filter of the API takes them, so the whole list is read. */
async function importedNumbers(halo: HaloClient): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const ticket of halo.tickets.listAll({}, { concurrency: 8 })) {
    if (ticket.third_party_id_string) found.add(ticket.third_party_id_string);
  }
  return found;
}
