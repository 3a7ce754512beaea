/** Reads a job in a process of its own, whose memory is limited: `PLAN UNDO`. */
import { planUndo, readStatus } from 'halopsa-bulk';

const [plan = '', out = ''] = process.argv.slice(2);
const { done } = await readStatus(plan);
const { footer } = await planUndo({ plan, out });
process.stdout.write(JSON.stringify({ done, deletes: footer.counts.delete }));
