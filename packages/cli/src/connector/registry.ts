import type { ActionRegistry } from 'halopsa-connector';
import type { Host } from '../host.js';
import { planBulkChange } from './plan-bulk-change.js';
import { triggerEvent } from './trigger-event.js';

/** The actions of the connector, with those that the command line adds from the other packages. */
export async function openRegistry(host: Host): Promise<ActionRegistry> {
  const { ActionRegistry } = await import('halopsa-connector');
  return new ActionRegistry().register(planBulkChange(host)).register(triggerEvent());
}
