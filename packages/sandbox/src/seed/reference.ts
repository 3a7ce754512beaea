import type { HaloRecord } from '../store/port.js';

/** A built-in status. */
export interface SeedStatus {
  readonly id: number;
  readonly name: string;
}

/** The status of tickets that are done. */
export const CLOSED: SeedStatus = { id: 9, name: 'Closed' };

/** Statuses 1 to 9, with the variants that Halo keeps below zero. */
export const statuses: readonly SeedStatus[] = [
  { id: 1, name: 'New' },
  { id: 2, name: 'In Progress' },
  { id: 3, name: 'Action Required' },
  { id: 4, name: 'Waiting on User' },
  { id: 5, name: 'Waiting on Supplier' },
  { id: 6, name: 'Scheduled' },
  { id: 7, name: 'On Hold' },
  { id: 8, name: 'Resolved' },
  CLOSED,
];

/** Teams by id. */
export const teams: readonly { readonly id: number; readonly name: string }[] = [
  { id: 1, name: '1st Line Support' },
  { id: 2, name: '2nd Line Support' },
  { id: 3, name: 'Infrastructure' },
  { id: 4, name: 'Projects' },
  { id: 5, name: 'Sales' },
  { id: 6, name: 'Accounts' },
  { id: 7, name: 'Field Services' },
];

/** Priorities of the one seeded SLA; the row's id is a GUID, tickets store the number. */
export const priorities: readonly {
  readonly id: string;
  readonly priorityid: number;
  readonly name: string;
  readonly hours: number;
}[] = [
  { id: '5b7f0d1e-3c2a-4f7b-9d64-0a1c5e8f2b01', priorityid: 1, name: 'Critical', hours: 4 },
  { id: '5b7f0d1e-3c2a-4f7b-9d64-0a1c5e8f2b02', priorityid: 2, name: 'High', hours: 8 },
  { id: '5b7f0d1e-3c2a-4f7b-9d64-0a1c5e8f2b03', priorityid: 3, name: 'Medium', hours: 24 },
  { id: '5b7f0d1e-3c2a-4f7b-9d64-0a1c5e8f2b04', priorityid: 4, name: 'Low', hours: 72 },
];

export const PROJECT_TYPE = 40;
export const PROJECT_TASK_TYPE = 41;
export const OPPORTUNITY_TYPE = 42;

interface SeedTicketType {
  readonly id: number;
  readonly name: string;
  readonly mandatory?: readonly string[];
  readonly statuses?: readonly number[];
  /** What it is for, `ticket` where nothing is said. */
  readonly use?: string;
}

/** The default type, which demands a summary only. */
export const INCIDENT: SeedTicketType = { id: 1, name: 'Incident' };

/** Ticket types; the first is the default. */
export const ticketTypes: readonly SeedTicketType[] = [
  INCIDENT,
  { id: 2, name: 'Change Request', statuses: [1, 2, 6, 8, 9] },
  { id: 3, name: 'Service Request' },
  { id: 4, name: 'Problem' },
  { id: 24, name: 'Hardware Fault' },
  { id: 30, name: 'Major Incident', mandatory: ['impact', 'urgency'] },
  { id: PROJECT_TYPE, name: 'Project', use: 'project' },
  { id: PROJECT_TASK_TYPE, name: 'Project Task', use: 'project' },
  { id: OPPORTUNITY_TYPE, name: 'Opportunity', use: 'opportunity' },
];

/** Outcomes of actions: what somebody did. */
export const outcomes: readonly { readonly id: number; readonly outcome: string }[] = [
  { id: 1, outcome: 'Email Sent' },
  { id: 2, outcome: 'First Response' },
  { id: 3, outcome: 'Update' },
  { id: 4, outcome: 'Re-Assign' },
  { id: 5, outcome: 'Resolve' },
  { id: 6, outcome: 'Close' },
  { id: 7, outcome: 'Internal Note' },
  { id: 8, outcome: 'User Update' },
  { id: 16, outcome: 'Email User' },
  { id: 0, outcome: 'Email Update' },
];

/** Categories by level; deeper ones name their parents with `>`. */
export const categories: readonly HaloRecord[] = [
  { id: 1, type_id: 1, value: 'Hardware', category_name: 'Hardware' },
  { id: 2, type_id: 1, value: 'Hardware>Laptop', category_name: 'Hardware>Laptop' },
  { id: 3, type_id: 1, value: 'Hardware>Printer', category_name: 'Hardware>Printer' },
  { id: 4, type_id: 1, value: 'Software', category_name: 'Software' },
  { id: 5, type_id: 1, value: 'Software>Email', category_name: 'Software>Email' },
  { id: 6, type_id: 1, value: 'Network', category_name: 'Network' },
  { id: 7, type_id: 2, value: 'User Error', category_name: 'User Error' },
  { id: 8, type_id: 2, value: 'Supplier Fault', category_name: 'Supplier Fault' },
  { id: 9, type_id: 3, value: 'Devices>Phones>Desk', category_name: 'Devices>Phones>Desk' },
  { id: 10, type_id: 3, value: 'Devices', category_name: 'Devices' },
  { id: 11, type_id: 4, value: 'Wear', category_name: 'Wear' },
];
