import { type BehaviourFact, confirmed, inferred, live, single } from './fact.js';

/** What the newest page of facts says of filters, searches and dates in queries. */
export const queryFacts: readonly BehaviourFact[] = [
  live(
    'list.advanced-search',
    'advanced_search is a JSON array of filter_name, filter_type and filter_value; 0 in, 1 not in, 2 and 6 equal, 3 not equal, 4 contains, 5 contains not, 7 to 10 greater and less.',
    'N5.1',
    'N5.2',
    'N5.5',
  ),
  live('list.advanced-search-names', 'A filter_name is the server’s own name, and compares the label where there is one.', 'N5.3'),
  live('list.advanced-search-refused', 'An unknown filter_name is refused: Invalid advanced search parameter.', 'N5.4'),
  inferred('list.advanced-search-anded', 'Assumed: several filters of an advanced search are joined with and.', 'N5.2'),
  single('list.search-id', 'search_id finds a record through its list.', 'N1.13'),
  single('tickets.deeper-categories-ignored', 'category_2 to category_4 narrow no list, against the document.', 'N3.3'),
  live(
    'tickets.filter-names',
    'Tickets are narrowed by client_id, site_id, user_id, agent_id, team, requesttype_id, priority, parent_id and others.',
    'N3.2',
  ),
  live('tickets.area-filter', 'Tickets of an area are listed by ticketarea_id.', 'N3.5'),
  live('tickets.rows-without-startdate', 'Ticket rows have no startdate.', 'N2.9'),
  live('tickets.lastupdate-datetimes', 'lastupdatefromdate and lastupdatetodate take a date and time.', 'N4.2'),
  single('statuses.type-filter-unsettled', 'Sources differ on whether type narrows the list of statuses; the rows have it.', 'N3.6'),
  live('users.approvers-only', 'approvers_only narrows users to approvers; the documented approversonly does nothing.', 'N3.7'),
  confirmed(
    'users.search-fields',
    'A plain search of users looks into names, e-mail addresses, login, department, job title and phones.',
    'N3.9',
  ),
  single('clients.search-ignored', 'A plain search of clients is ignored.', 'N3.10'),
  single('tickets.includechildren-is-a-choice', 'includechildren of tickets takes the numbers 0, 1 and 2.', 'N3.4'),
  single('list.dates-in-utc', 'Dates in queries are UTC; one without a time of day means its midnight.', 'N4.3'),
  live('agents.costprice-on-request', 'An agent’s costprice comes with includedetails alone, and only to those who may see it.', 'N2.7'),
  live('assets.history-needs-asset', '/AssetChange and /AssetSoftware are empty without an asset.', 'N1.11'),
  live('actions.newest-first', 'The actions of a ticket come newest first; count=1 is the newest.', 'N1.15'),
  live('actions.unfiltered-empty', 'The list of actions without a filter is empty or times out; rows carry who.', 'N2.3', 'C9', 'N7.8'),
  confirmed('actions.unpaged-per-ticket', 'All actions of a ticket come in one answer without pages.', 'N1.14'),
  live('reports.query-filters', 'A saved report takes filters in the query: stringruletype 0 includes, 1 does not.', 'N12.4'),
];
