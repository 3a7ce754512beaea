import type { HaloClient } from 'halopsa';

/** A ticket type, then a ticket with an update, a comment and a file. */
export async function workOnTicket(
  halo: HaloClient,
): Promise<{ ticketId: number; fields: number }> {
  for (const type of await halo.ticketTypes.list()) console.log(`${type.id}: ${type.name}`);
  const type = await halo.ticketTypes.get(24, { includedetails: true });
  const fields = await type.getFields();
  console.log(`The ticket type has ${fields.length} fields`);

  const ticket = await halo.tickets.create({
    tickettype_id: 24,
    summary: 'Server outage',
    details: 'The production server is down',
    priority_id: 1,
    client_id: 123,
  });
  await ticket.update({ status_id: 2 });
  await ticket.addAction({ note_html: '<p>Investigating the issue</p>', outcome_id: 1 });
  await ticket.addAttachment(
    'error_log.txt',
    new TextEncoder().encode('ERROR: disk full'),
    'Server error log',
  );
  return { ticketId: ticket.id, fields: fields.length };
}

/** Assets of a client, one of them in detail with its software, and a new one. Halo keeps a serial number in a key field. */
export async function workOnAssets(halo: HaloClient): Promise<{ software: number; tag: string }> {
  const assets = await halo.assets.list({ client_id: 123, assettype_id: 5 });
  console.log(`${assets.items.length} assets`);
  const asset = await halo.assets.get(456);
  console.log(`Asset: ${asset.inventory_number} - ${asset.assettype_name}`);
  const software = await asset.getSoftware();
  console.log(`Installed software: ${software.length} applications`);

  const made = await halo.assets.create({
    inventory_number: await halo.assets.getNextTag(),
    assettype_id: 5,
    client_id: 42,
    site_id: 789,
    supplier_id: 101,
    key_field: 'ABC123456',
  });
  return { software: software.length, tag: String(made.inventory_number) };
}
