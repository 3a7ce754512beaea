import type { Behaviour } from '../../resources/contract.js';

/** Operations that answered with nothing but a status on the tenants that were looked at. */
const RECORDED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  appointments: { listBookings: 404 },
  addressBooks: { list: 500 },
  attachments: { listImages: 404 },
  clientCache: { list: 500 },
  dashboards: { filterValues: 500 },
  feedback: { feedbackMessage: 500 },
  incomingEvents: { list: 403 },
  integrationData: { bigPandaGetDeviceList: 302, getAzureSentinel: 500, getShopifyVerify: 302 },
  itemAccountsLinks: { list: 500 },
  licenceInfo: { password: 404 },
  mailOpens: { r: 404 },
  passwordFields: { list: 401 },
  taskMonitorEvents: { list: 500 },
  testError: { list: 500 },
  tickets: { salesMailbox: 500 },
  timesheetEvents: { mine: 403 },
  timesheets: { mine: 403 },
  versionInfo: { integratorHash: 500 },
};

/** Off by default, since these statuses tell of those tenants' set-up and rights. */
export const recordedStatuses: readonly Behaviour[] = Object.entries(RECORDED).map(([resource, answers]) => ({
  ids: ['error.recorded-statuses'],
  resource,
  optional: true,
  rules: { answers },
}));
