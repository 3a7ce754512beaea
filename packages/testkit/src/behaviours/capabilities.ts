import { type BehaviourFact, inferred, live } from './fact.js';

/** What the client's capabilities lean on; what no source shows is marked as assumed in its statement. */
export const capabilityFacts: readonly BehaviourFact[] = [
  inferred(
    'post.custom-fields-replaced',
    'Assumed of strict versions: a write of some custom fields wipes those that it leaves out.',
    '4.2',
  ),
  inferred('users.add-roles', 'Assumed: add_roles gives a user roles beside those it has.', '4.3'),
  inferred('kb.your-vote', 'Assumed: a vote is your_vote, 1 or -1, on the article.', '7.5', 'A8'),
  inferred(
    'attachments.presigned-flow',
    'Assumed: the first call answers an address below url, the bytes are put there without a token, and the second call answers the attachment.',
    '7.1',
  ),
  inferred('custom-tables.rows-in-detail', 'Assumed: a custom table shows its rows in ctfield.value with includedetails.', '4.1'),
  live('custom-tables.add-rows', 'Rows are added to a custom table by _add_rows.', '4.1'),
  inferred('custom-tables.edit-rows', 'Assumed: _edit_rows changes rows by their id, _delete_rows takes them out.', '4.1'),
  inferred('reports.files', 'Assumed: printing and exporting answer the attachment that holds the file, with its link.', '7.6'),
  inferred(
    'reports.published-data',
    'Assumed: a published report answers its rows as an array; an unknown id answers 401, as was seen.',
    '7.6',
    'D5',
  ),
  inferred('reports.table-html', 'Assumed: table_html shows the first 1,000 rows as an HTML table, with text escaped.', '7.6'),
  inferred('reports.bookmark', 'Assumed: a bookmark answers the report, bookmarked.', '7.6'),
];
