/**
 * Gives every client the same tax code for items, and shows what changed:
 *
 *   node examples/set-client-tax-code.js 1
 *
 * Reads HALO_TENANT_URL, HALO_CLIENT_ID and HALO_CLIENT_SECRET. A second run finds nothing left to change.
 */
import { HaloClient } from 'halopsa';

const code = Number(process.argv[2] ?? 1);
if (!Number.isInteger(code)) {
  console.error(
    'The tax code has to be a whole number, for example: node examples/set-client-tax-code.js 1',
  );
  process.exit(2);
}

const halo = HaloClient.fromEnv();
try {
  // Rows of a list are slim, so the field itself is read from each record.
  const rows = await halo.clients.listAll().toArray();
  const before = [];
  for (let at = 0; at < rows.length; at += 8) {
    before.push(
      ...(await Promise.all(rows.slice(at, at + 8).map(({ id }) => halo.clients.get(id)))),
    );
  }
  const stale = before.filter((client) => client.item_tax_code !== code);
  console.log(`${stale.length} of ${before.length} clients have another tax code than ${code}.`);

  const after = await halo.clients.batchUpdate(
    stale.map(({ id }) => ({ id, item_tax_code: code })),
    { onBatch: ({ done, total }) => console.log(`  ${done} of ${total} updated`) },
  );
  for (const [at, client] of after.slice(0, 5).entries()) {
    console.log(
      `  ${client.name}: item_tax_code ${stale[at]?.item_tax_code ?? 'none'} -> ${client.item_tax_code}`,
    );
  }
  if (after.length > 5) console.log(`  ... and ${after.length - 5} more`);
} finally {
  await halo.close();
}
