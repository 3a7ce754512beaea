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

Run the folder "Set-up" first. It makes a client, a site, a user, a ticket and whatever else the other requests refer to, and
keeps their ids in variables of the collection; "Clean-up" deletes them again. After that, run any folder, or the whole
collection, as with \`newman run halo.postman_collection.json -e halo.postman_environment.json\`.

Each resource has a folder. A request inherits the token of the collection. Filters are listed and switched off: tick
those that you want. Reads take the record that a list found, and creates and deletes a record of the folder's own. Requests that
change something change records of the set-up alone, and no other record of the tenant. A request is passed over while a
variable of it is not set.

Some requests need what only you can give. Add these variables to the environment to send them:

| Variable | What it is |
|---|---|
| \`kb_token\` | token of a public knowledge base |
| \`secret_link_token\` | token of a secure secret link |
| \`image_token\` | token under which images are listed |
| \`field_for_all_id\` | id of a field that every asset type is to have |
| \`outlook_mailbox_id\` | id of a mailbox that is connected to Outlook |
| \`uploaded_tempid\` | \`_tempid\` of a file that was put to the address that "presigned URL" answers |
| \`integration_data_type\` | any text, once you have added the data type to the request "get data" |

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
