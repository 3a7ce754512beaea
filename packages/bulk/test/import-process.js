/** Imports a folder in a process of its own, so that it can be killed: `FOLDER URL`, or takes it back: `FOLDER URL undo`. Says "ready" first, and the name of each file once it is in. */
import { HaloClient } from 'halopsa';
import { importFolder, Tenant, undoImport } from 'halopsa-bulk';

const [folder = '', url = '', how = ''] = process.argv.slice(2);
const halo = new HaloClient({ tenantUrl: url, clientId: 'sandbox', clientSecret: 'sandbox', maxRetries: 1 });
const tenant = new Tenant(halo, { url, concurrency: 2 });
await halo.signIn();
process.stdout.write('ready\n');
const work = how === 'undo' ? undoImport : importFolder;
await work(folder, tenant, { settleMs: 20, verify: 'none', onFile: (file) => process.stdout.write(`${file}\n`) });
