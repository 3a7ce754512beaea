/** A plain ring in a colour. */
export const iconOf = (colour: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" viewBox="0 0 60 60"><circle cx="30" cy="30" r="21" fill="none" stroke="${colour}" stroke-width="10"/></svg>\n`;

export const readme = `# n8n-nodes-halopsa

Read and change tickets, clients, sites, users, assets and articles of HaloPSA, HaloITSM and HaloServiceDesk in n8n.

## Credentials

In Halo, under Configuration > Integrations > HaloPSA API > View Applications, make an application with client credentials.
Give its ID, its secret and the address of your Halo to the credentials "Halo OAuth2 API".

## Build

\`\`\`text
npm install
npm run lint
npm run build
\`\`\`
`;
