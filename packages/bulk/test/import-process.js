/** Imports a folder in a process of its own, so that it can be killed: `FOLDER URL`. Says "ready" first, and the name of each file once it is in. */
import { HaloClient } from 'halopsa';
import { importFolder, Tenant } from 'halopsa-bulk';

const [folder = '', url = ''] = process.argv.slice(2);
const halo = new HaloClient({ tenantUrl: url, clientId: 'sandbox', clientSecret: 'sandbox', maxRetries: 1 });
const tenant = new Tenant(halo, { url, concurrency: 2 });
await halo.signIn();
process.stdout.write('ready\n');
await importFolder(folder, tenant, { settleMs: 20, verify: 'none', onFile: (file) => process.stdout.write(`${file}\n`) });
