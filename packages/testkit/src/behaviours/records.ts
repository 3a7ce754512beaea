import { type BehaviourFact, confirmed, fromDocument, inferred, live, single } from './fact.js';

/** Reading one record. */
export const getFacts: readonly BehaviourFact[] = [
  confirmed('get.bare-object', 'A single read answers the record itself.', '3'),
  confirmed('get.missing-404', 'A record that is not there gives 404.', '3'),
  live('get.malformed-id-400', 'An id that is not a number gives 400 with model state under id.', 'D1', '3'),
  live('get.junk-on-text-key-404', 'Where the key is text, an id that does not exist gives 404.', 'D6', '3'),
  live('get.no-item-route', 'Some resources have no route for a single record.', '3'),
  confirmed('get.includedetails-adds-customfields', 'includedetails adds custom fields and child arrays.', '3'),
  confirmed('get.ticket-is-large', 'A full ticket has several hundred fields.', '3'),
  live(
    'mcp.handshake',
    'A post to the endpoint for tools is JSON-RPC, answered as a stream of one event; tools are listed without a handshake too.',
    'N14.2',
    'N14.1',
    'N14.4',
  ),
  live('get.mcp-null', 'A plain read of the endpoint for tools answers null.', 'D7'),
  live('get.odd-answers', 'A few routes answer text, a number, XML or an image.', 'D7'),
];

/** Creating and updating. */
export const postFacts: readonly BehaviourFact[] = [
  confirmed('post.array-body', 'Most bodies are an array of records.', '4'),
  live('post.bare-object-refused', 'A single object is refused on an array route with 400; /Actions takes it.', '4', 'E2'),
  live('post.array-refused-on-single', 'An array is refused with 400 where the route takes one object.', '4'),
  live('post.wrong-content-type-415', 'A body of a type other than JSON gives 415.', '4'),
  confirmed('post.id-decides', 'A record without id is created, one with id is updated.', '4'),
  confirmed('post.unknown-id-refused', 'Updating an id that does not exist is an error.', '4'),
  confirmed('post.merge', 'Fields that are not sent stay as they are, and are not checked again.', '4'),
  confirmed('post.status-201', 'Creates and updates both answer 201.', '4', 'E1', 'N0.9'),
  live('post.last-object-only', 'The answer is one object, the last of the array.', '4', 'E1', 'N0.1'),
  single('post.answer-forms', 'The answer to a post is an object, an array or an envelope, by endpoint and version.', 'N9.1'),
  live('post.returnall-array', 'returnall=true answers all records as an array.', '4'),
  live('post.unknown-fields-ignored', 'Unknown and read-only fields are ignored.', '4'),
  live('post.success-proves-nothing', 'A 201 does not prove that every change was taken.', '4', 'E5'),
  live('post.minimal-creates', 'Most resources can be created from a name or a few fields.', '4.1', 'E3'),
  live('post.guid-is-upsert-key', 'Sending the guid of a record updates that record.', 'E6'),
  fromDocument('post.single-object-routes', 'Some routes take one object.', 'E2'),
  confirmed('post.custom-fields-by-id', 'Custom fields are updated by id, or by name; others stay.', '4.2', 'N9.5'),
  inferred('post.custom-field-wipe', 'A custom field that is sent without a value is emptied.', '4.2', '13'),
  confirmed(
    'post.custom-field-shape',
    'Custom fields come as objects with id, name, value and display; names start with CF.',
    '4.2',
    'N0.6',
  ),
  confirmed('post.asset-fields', 'Assets have fields of their type beside custom fields.', '4.2'),
  confirmed('post.underscore-fields-drive', 'Names with an underscore drive a request and are not state.', '4.3', 'E5'),
  confirmed('post.verbs', 'There are only GET, POST and DELETE.', '0', 'A2', 'N9.14'),
  inferred('post.null-unsets', 'A field that is null is unset and left out of answers.', '9', '13'),
  live('type.decimal-text-refused', 'Ids may come as decimals such as 95.0; the text 95.0 sent back is refused.', 'N6.10'),
  live('type.ids-as-decimals', 'The client of a site and the site of a user are written as decimals such as 95.0.', 'N6.10', 'N0.8'),
  live('type.int32', 'Whole numbers have 32 bits: a larger one in a body gives 400 with its path and position.', 'N6.11', 'D2'),
  confirmed('type.numeric-strings', 'Numbers may come as text, in both directions.', '9'),
  confirmed('type.utc-without-zone', 'Dates are ISO 8601 in UTC, mostly without a zone.', '9', 'N6.2', 'N4.3'),
  confirmed('type.case-insensitive-paths', 'Paths do not care about case.', '9'),
  live('type.times-on-dummy-dates', 'Times of a workday are date-times on a dummy date.', '9'),
  live('type.doubles-for-whole-numbers', 'Some ids of asset type fields are decimal numbers.', '9', 'E8'),
  live('type.asset-field-letters', 'Asset type fields have letters as type: X, D, C.', 'E8'),
  inferred('type.nulls-omitted', 'Properties without a value are left out.', '9', 'C2', 'N0.1'),
  confirmed('type.guid-ids', 'Webhooks, webhook events, priorities and agent roles have GUIDs as ids.', '9'),
  live('type.negative-ids', 'Negative ids and -1 for none are normal.', '9'),
  inferred('type.names-joined', 'A name beside an id is the name of the record that the id leads to.', '9'),
];

/** Deleting. */
export const deleteFacts: readonly BehaviourFact[] = [
  live('delete.answers-record', 'A deletion answers 200 with the record or its id.', '5'),
  confirmed('delete.then-404', 'A deleted record gives 404.', '5', '3'),
  confirmed('delete.action-needs-ticket', 'Deleting an action needs ticket_id.', '5'),
  live('delete.lookup-needs-lookupid', 'Deleting a lookup needs lookupid.', '5'),
  live('delete.field-needs-kind', 'Deleting a field needs its kind.', '5'),
  confirmed('delete.refused-while-referenced', 'A record that others refer to is refused with 400 and a bare string.', '5'),
  single('delete.no-bulk', 'There is no deletion of several records, and some resources have none.', '5'),
];

/** Error bodies. */
export const errorFacts: readonly BehaviourFact[] = [
  confirmed('error.exception-object', 'Many 400s are a serialised .NET exception with ClassName and Message.', '8', 'D3'),
  confirmed('error.bare-string', 'Many 400s are a bare JSON string.', '8', 'D3'),
  live('error.model-state', 'A wrong type gives 400 with the JSON path as key and messages as value.', 'D2'),
  single(
    'error.further-bodies',
    'Error bodies are a JSON string, error with a text, error with error_description inside, an exception, model state, or no JSON at all.',
    'N13.6',
  ),
  single('error.400-is-no-sign-in', 'A 400 of a resource says nothing of the credentials; one of the token endpoint does.', 'N13.7'),
  live('error.empty-bodies', '401, 403, 404, 302 and 500 have no body.', 'D4'),
  live('error.sql-515-ticket-type', 'A ticket type of a name alone shows a database error with table and column.', '4.1', '8'),
  live('error.sql-515-timesheet-event', 'A timesheet event cannot be created by itself and shows a database error.', '4.1', '8'),
  live('error.recorded-statuses', 'Some routes answered 302, 401, 403, 404 or 500 on the tenants that were looked at.', 'D5'),
  live('error.runbook-name-unique', 'A runbook needs a name of its own.', 'D3'),
  live('error.token-routes', 'Some public routes ask for their token with a bare string.', 'D3'),
  inferred('error.method-405', 'A method that a path does not have gives 405.', '0'),
  inferred('error.invalid-json-400', 'A body that is not JSON gives 400 with model state.', '8'),
  confirmed('rate.status-429', 'Too many requests give 429.', '6', 'A3'),
  live('rate.text', 'A 429 names the limit: Rate Limit Reached - 300 Requests per rolling 5 minute window.', 'N13.4', 'N13.5'),
  inferred('rate.retry-after', 'A 429 tells the seconds to wait in Retry-After.', '6', 'H2'),
  confirmed('rate.bypass-header', 'Halo issues headers that lift the limit, sent with every request.', '6'),
  live('rate.none-in-sequential-sweep', '797 sequential reads met no 429.', 'H1'),
];
