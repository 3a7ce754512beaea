import type { Behaviour } from '../../resources/contract.js';

/** A row of a ticket list has numbers where the ticket itself has names as well; flags bring the names. */
export const ticketsSlimRows: Behaviour = {
  ids: ['tickets.rows-without-names'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: {
    rowFlags: {
      includestatus: ['status_name'],
      includetickettype: ['tickettype_name'],
      includeagent: ['agent_name'],
      includedetails: ['details', 'priority_name', 'sla_name', 'user_email'],
    },
  },
};

/** The start of a ticket is on the ticket itself, and not on its row. */
export const ticketRowsWithoutStart: Behaviour = {
  ids: ['tickets.rows-without-startdate'],
  resource: ['tickets', 'projects', 'opportunities'],
  rules: { rowFlags: { 'startdate of rows': ['startdate'] } },
};
