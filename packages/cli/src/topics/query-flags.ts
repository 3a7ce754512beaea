import type { Command } from 'commander';
import type { Operation, Resource } from 'halopsa-catalogue';
import { flagAliases } from '../data/flag-aliases.js';
import { flagDescriptions } from '../data/flag-descriptions.js';
import { addWireOptions } from '../flags/wire-options.js';
import { sharedFlags } from '../globals.js';

/** Adds the query parameters of an operation as flags; what the server demands of `verb` is demanded here. */
export function addQueryFlags(command: Command, operation: Operation, resource: Resource, ours: readonly string[] = []): void {
  const verb = operation.verb as 'list' | 'get' | 'delete';
  addWireOptions(command, {
    types: operation.query,
    ours: new Set([...sharedFlags, ...ours]),
    aliases: flagAliases[operation.id],
    required: resource.needs[verb],
    descriptions: flagDescriptions,
    hidden: ['page_no', 'pageinate'],
    heading: operation.verb === 'list' ? 'Filters:' : 'Parameters:',
  });
}
