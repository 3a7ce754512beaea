import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';

const demands =
  (
    holds: (next: Record<string, unknown>) => boolean,
    message: string,
  ): NonNullable<Behaviour['rules']['prepare']> =>
  ({ before, next }) => {
    if (!before && !holds(next)) throw bareString(message);
  };

/** A certificate comes with the password of its file. */
export const certificatesNeedPassword: Behaviour = {
  ids: ['create.named-errors'],
  resource: 'certificates',
  optional: true,
  rules: { prepare: demands((next) => next.new_password !== undefined, 'Password is mandatory') },
};

const positive =
  (field: string) =>
  (next: Record<string, unknown>): boolean =>
    Number(next[field] ?? 0) > 0;

const given =
  (field: string) =>
  (next: Record<string, unknown>): boolean =>
    next[field] !== undefined && next[field] !== '';

/** What a create of each resource lacks, in the server's words. */
const MANDATORY: readonly (readonly [
  resource: string,
  holds: (next: Record<string, unknown>) => boolean,
  message: string,
])[] = [
  ['invoices', given('invoice_date'), 'Date Invoiced is mandatory'],
  ['opportunities', given('targetdate'), 'Target Date is mandatory'],
  ['quotations', positive('user_id'), 'Please select a valid User'],
  ['salesOrders', positive('user_id'), 'Please select a valid User'],
  ['items', positive('assetgroup_id'), 'Item group must be completed'],
  [
    'assetGroups',
    (next) => next.showasequip === true || next.showasitem === true,
    'Please pick use for this group',
  ],
  ['notificationRules', positive('eventno'), 'Please select an event to trigger the Notification'],
];

/** Fields that a live server demanded of creates; they depend on the set-up of the tenant. */
export const createsNameWhatTheyLack: readonly Behaviour[] = MANDATORY.map(
  ([resource, holds, message]) => ({
    ids: ['create.mandatory-fields'],
    resource,
    optional: true,
    rules: { prepare: demands(holds, message) },
  }),
);

/** An SLA comes with priorities that have names. */
export const slasNeedPriorities: Behaviour = {
  ids: ['create.named-errors'],
  resource: 'slas',
  optional: true,
  rules: {
    prepare: demands(
      (next) => Array.isArray(next.priorities) && next.priorities.length > 0,
      'Priority Description must not be blank',
    ),
  },
};

/** A field is one of a custom table's. */
export const fieldInfosNeedTable: Behaviour = {
  ids: ['create.named-errors'],
  resource: 'fieldInfos',
  optional: true,
  rules: { prepare: demands((next) => Number(next.table_id ?? 0) > 0, 'No matching custom table') },
};
