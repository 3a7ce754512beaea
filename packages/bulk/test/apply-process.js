/** Applies or resumes a plan in a process of its own, so that it can be killed: `begin|resume PLAN URL`. Says "ready" first. */
import { HaloClient } from 'halopsa';
import { applyPlan, resumePlan, Tenant } from 'halopsa-bulk';

const [how, plan = '', url = ''] = process.argv.slice(2);
const halo = new HaloClient({ tenantUrl: url, clientId: 'sandbox', clientSecret: 'sandbox', maxRetries: 1 });
const tenant = new Tenant(halo, { url, concurrency: 2 });
await halo.signIn();
process.stdout.write('ready\n');
await (how === 'begin' ? applyPlan : resumePlan)(plan, tenant, { settleMs: 20, verify: 'none' });
