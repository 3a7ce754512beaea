import { bareString } from '../http/refusal.js';
import type { Call } from './contract.js';

/** Words of the server's own for a missing parameter, where they were recorded. */
const WORDS: Readonly<Record<string, string>> = {
  kind: 'Field kind must be specified',
  lookupid: 'lookupid must be specified',
};

/** Refuses a request without a query parameter that the server demands although the contract does not say so. */
export function demandParameters(call: Call, verb: 'get' | 'delete'): void {
  for (const name of call.model.resource.needs[verb] ?? []) {
    if (call.query.text(name) !== undefined) continue;
    const { singular } = call.model.resource;
    const own =
      verb === 'delete'
        ? `${name} must be included when deleting an ${capital(singular)}`
        : `${name} must be specified`;
    throw bareString(WORDS[name] ?? own);
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
