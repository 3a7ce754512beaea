import { type Resolution, type ResourceName, resolutionMessage, type WireRecord } from 'halopsa';
import type { Action, Toolset } from '../action.js';
import { answered } from '../schema/conform.js';
import { inputOf, shown } from './action-kinds.js';

interface Told {
  readonly name: string;
  readonly title: string;
  readonly toolset: Toolset;
  readonly resource: ResourceName;
  readonly noun: string;
  readonly fields: readonly string[];
  readonly scope: string;
}

/** Finds the record that a name means; where several have it, all of them are returned and none is chosen. */
function resolveAction({ resource, noun, fields, scope, ...rest }: Told): Action {
  const output = inputOf(
    {
      outcome: { type: 'string', enum: ['exact', 'folded', 'ambiguous', 'partial', 'none'] },
      id: { type: ['integer', 'null'] },
      candidates: { type: 'array', items: shown(resource, fields) },
      message: { type: 'string', description: 'What was found, in a sentence.' },
    },
    ['outcome', 'id', 'candidates', 'message'],
  );
  return {
    ...rest,
    description: `Finds the ${noun} that a name means: exact, folded (but for case and spaces), ambiguous with all that have it or all its words, partial for a single one that has its words, or none.`,
    effect: 'read',
    safety: 'read',
    scopes: [scope],
    layout: 'flat',
    input: inputOf({ name: { type: 'string', minLength: 1 } }, ['name']),
    output,
    run: async (client, { name }, { signal, whole }) => {
      const found = await client.resolve(resource as 'clients', String(name), { signal });
      const message = resolutionMessage(
        noun,
        String(name),
        found as unknown as Resolution<WireRecord>,
      );
      return answered(
        { outcome: found.outcome, id: found.id ?? null, candidates: found.candidates, message },
        output,
        whole,
      );
    },
  };
}

/** From the name that a person wrote to the record that it means. */
export const resolveActions: readonly Action[] = [
  resolveAction({
    name: 'resolve_client',
    title: 'Resolve Client',
    toolset: 'clients',
    resource: 'clients',
    noun: 'client',
    fields: ['id', 'name', 'inactive'],
    scope: 'read:customers',
  }),
  resolveAction({
    name: 'resolve_user',
    title: 'Resolve User',
    toolset: 'clients',
    resource: 'users',
    noun: 'user',
    fields: ['id', 'name', 'emailaddress', 'client_name', 'site_name'],
    scope: 'read:customers',
  }),
  resolveAction({
    name: 'resolve_asset',
    title: 'Resolve Asset',
    toolset: 'assets',
    resource: 'assets',
    noun: 'asset',
    fields: ['id', 'inventory_number', 'key_field', 'client_name', 'site_name'],
    scope: 'read:assets',
  }),
  resolveAction({
    name: 'resolve_agent',
    title: 'Resolve Agent',
    toolset: 'config',
    resource: 'agents',
    noun: 'agent',
    fields: ['id', 'name', 'email', 'team'],
    scope: 'all:standard',
  }),
];
