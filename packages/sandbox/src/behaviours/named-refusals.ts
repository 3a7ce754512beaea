import { bareString, status } from '../http/refusal.js';
import type { Behaviour, Handler } from '../resources/contract.js';
import { get } from '../resources/get.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A holiday's id that is no GUID breaks the server. */
export const holidaysJunkFails: Behaviour = {
  ids: ['holidays.junk-500'],
  resource: 'holidays',
  rules: {
    operations: {
      get: (call) => {
        if (!GUID.test(String(call.params.id))) throw status(500);
        return get(call);
      },
    },
  },
};

/** A workflow is created from its name, and has to have a first step from then on. */
export const workflowsStartStep: Behaviour = {
  ids: ['workflows.start-step'],
  resource: 'workflows',
  rules: {
    prepare: ({ before, next }) => {
      const steps = Array.isArray(next.steps) ? (next.steps as { isstart?: unknown }[]) : [];
      if (before && !steps.some((step) => step?.isstart === true)) throw bareString('Please select a Start Step for this Workflow');
    },
  },
};

const demands =
  (holds: (next: Record<string, unknown>) => boolean, message: string): NonNullable<Behaviour['rules']['prepare']> =>
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
const MANDATORY: readonly (readonly [resource: string, holds: (next: Record<string, unknown>) => boolean, message: string])[] = [
  ['invoices', given('invoice_date'), 'Date Invoiced is mandatory'],
  ['opportunities', given('targetdate'), 'Target Date is mandatory'],
  ['quotations', positive('user_id'), 'Please select a valid User'],
  ['salesOrders', positive('user_id'), 'Please select a valid User'],
  ['items', positive('assetgroup_id'), 'Item group must be completed'],
  ['assetGroups', (next) => next.showasequip === true || next.showasitem === true, 'Please pick use for this group'],
  ['notificationRules', positive('eventno'), 'Please select an event to trigger the Notification'],
];

/** Fields that a live server demanded of creates; they depend on the set-up of the tenant. */
export const createsNameWhatTheyLack: readonly Behaviour[] = MANDATORY.map(([resource, holds, message]) => ({
  ids: ['create.mandatory-fields'],
  resource,
  optional: true,
  rules: { prepare: demands(holds, message) },
}));

/** An SLA comes with priorities that have names. */
export const slasNeedPriorities: Behaviour = {
  ids: ['create.named-errors'],
  resource: 'slas',
  optional: true,
  rules: {
    prepare: demands((next) => Array.isArray(next.priorities) && next.priorities.length > 0, 'Priority Description must not be blank'),
  },
};

/** A field is one of a custom table's. */
export const fieldInfosNeedTable: Behaviour = {
  ids: ['create.named-errors'],
  resource: 'fieldInfos',
  optional: true,
  rules: { prepare: demands((next) => Number(next.table_id ?? 0) > 0, 'No matching custom table') },
};

const demandText =
  (parameter: string, message: string, answer: Handler): Handler =>
  (call) => {
    if (call.query.text(parameter) === undefined) throw bareString(message);
    return answer(call);
  };
const unknownToken: Handler = () => {
  throw bareString('Token not found');
};

/** Public routes ask for their token with a bare string. */
export const anonymousArticlesNeedToken: Behaviour = {
  ids: ['error.token-routes'],
  resource: 'anonymousKbArticles',
  rules: { operations: { list: unknownToken } },
};
export const secretLinksNeedToken: Behaviour = {
  ids: ['error.token-routes'],
  resource: 'secureSecretLinks',
  rules: { operations: { validate: demandText('token', 'Token is required', unknownToken) } },
};
export const integrationDataNeedsType: Behaviour = {
  ids: ['error.token-routes'],
  resource: 'haloIntegration',
  rules: {
    operations: {
      getData: () => {
        throw bareString('Invalid Data Type');
      },
    },
  },
};
