/** How to go from nothing to a bulk update, in the order in which one does it. */
export const guide: string = `# Halo in Postman

## Getting credentials

1. In Halo, open Configuration > Integrations > HaloPSA API > View Applications and add an application.
2. Call it "Postman", choose the authentication method "Client ID and Secret", and set the agent that it logs in as.
3. On the Permissions tab, tick what the requests may do. The application can never do more than its agent.
4. Copy the client ID and the secret, and save. The secret is shown once.

## Setting up the collection

1. In Postman, open Workspaces > My Workspace > Import, and drop \`halo.postman_collection.json\` and
   \`halo.postman_environment.json\` on it.
2. Choose the environment "Halo API" at the top right and fill in \`base_url\`, \`token_url\`, \`client_id\` and
   \`client_secret\`. Both addresses belong to the instance that the application was made in, hosted or on premise; the
   token's is the address of the instance followed by \`/auth/token\`.
3. Open the collection's Authorization tab. It is filled in already:

   | Setting | Value |
   |---|---|
   | Type | OAuth 2.0 |
   | Add auth data to | Request Headers |
   | Header prefix | Bearer |
   | Token name | Halo |
   | Grant type | Client Credentials |
   | Access token URL | \`{{token_url}}\` |
   | Client ID, client secret | \`{{client_id}}\`, \`{{client_secret}}\` |
   | Scope | \`{{scope}}\`, which is \`all\` |
   | Client authentication | Send as Basic Auth header |

4. Press "Get New Access Token", then "Proceed" and "Use Token". Or send the request "Sign in", which does the same and
   also works where no person looks on, as with Newman.

## Making requests

Each resource has a folder. A request inherits the token of the collection. Filters are listed and switched off: tick
those that you want. Sending a list keeps the id of its first row, so that "Get one" works right after it; creating a
record keeps its id for the delete.

## Bulk updating

1. Find out what has to change: write a report that gives the id of every record, and export it as CSV.
2. Find out how the field is called: change it for one record in Halo with the browser's developer tools open, and read
   the payload of the POST that was answered with 201.
3. Build the body: one element per record, with the id and the field. In a spreadsheet, with the ids in column A:
   \`="{""id"": "&A2&", ""item_tax_code"": 1},"\`
4. Put the elements between \`[\` and \`]\`, without a comma after the last, and send them with the request in the folder
   "Bulk updating". Try two records first. An element without an id makes a new record.
5. Some hundred elements to a request is enough; Halo limits the requests in a rolling window.
`;
