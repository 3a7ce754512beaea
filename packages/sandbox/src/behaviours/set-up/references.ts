import { findResource } from 'halopsa-catalogue';
import { holdersOf, type Reference, referencesOf } from 'halopsa-catalogue/references';
import { findSchema } from 'halopsa-catalogue/schemas';
import { bareString } from '../../http/refusal.js';
import type { Behaviour, Context, Draft } from '../../resources/contract.js';
import { linkedRecord } from '../../resources/demand.js';
import { nameBeside } from '../../resources/reference-names.js';
import { setupResources } from './named-records.js';

/** A record of set-up that others refer to stays. */
export const setupRecordsInUse: readonly Behaviour[] = setupResources.map(
  (resource): Behaviour => ({
    ids: ['setup.kept-while-referenced'],
    resource,
    rules: {
      removing: (record, _query, context) => {
        const noun = context.model(resource).resource.singular;
        for (const { resource: holder, field, key } of holdersOf(resource)) {
          const [user] = context.records(holder).matching(field, record[key]);
          const title = context.model(holder).resource.title.toLowerCase();
          if (user)
            throw bareString(
              `This ${noun} cannot be deleted because there are ${title} linked to it`,
            );
        }
      },
    },
  }),
);

/** Resources besides those of set-up whose references are seen to lead to a record. */
const OTHERS: readonly string[] = [
  'appointments',
  'attachments',
  'contracts',
  'expenses',
  'notificationRules',
  'timesheetEvents',
];

/** A reference leads to a record, whose name is beside it; zero and below refer to nothing. */
export const setupReferencesResolve: readonly Behaviour[] = [...setupResources, ...OTHERS].map(
  (resource): Behaviour => ({
    ids: ['setup.references-resolve'],
    priority: 'following',
    resource,
    rules: {
      prepare: (draft, context) => {
        for (const [field, reference] of referencesOf(resource))
          resolve(draft, { resource, field, reference }, context);
      },
    },
  }),
);

interface Referring {
  readonly resource: string;
  readonly field: string;
  readonly reference: Reference;
}

function resolve(draft: Draft, { resource, field, reference }: Referring, context: Context): void {
  if (reference.key !== 'id' || !(Number(draft.next[field]) > 0)) return;
  const record = linkedRecord(
    reference.resource,
    field,
    { before: draft.before, next: { ...draft.next, ...reference.query } },
    context,
  );
  const name = nameBeside(field);
  const [named = 'name'] = reference.names;
  const hasName = findSchema(findResource(resource)?.schema ?? '')?.fields.has(name) === true;
  if (hasName && record?.[named] !== undefined) draft.next[name] = record[named];
}
