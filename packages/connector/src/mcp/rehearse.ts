import { HaloClient } from 'halopsa';
import type { JsonObject } from '../json.js';
import type { Tool, ToolContext } from './tool.js';

/** Where a rehearsal ends: everything that can be checked without the tenant has been. */
class Reached extends Error {}

/**
 * Does all of a call that comes before its first request, and throws what would stop it there: a plan that cannot be carried out is
 * not shown to anybody.
 */
export async function rehearse(
  tool: Tool,
  input: JsonObject,
  context: Omit<ToolContext, 'client'>,
): Promise<void> {
  let reached = false;
  const stop = async (): Promise<never> => {
    reached = true;
    throw new Reached('nothing is sent before the plan is approved');
  };
  const client = new HaloClient({
    tenantUrl: 'https://rehearsal.invalid',
    clientId: '-',
    clientSecret: '-',
    fetch: stop,
    middleware: [() => stop],
  });
  try {
    await tool.run({ client, signal: context.signal }, input);
  } catch (error) {
    if (!reached) throw error;
  } finally {
    await client.close();
  }
}
