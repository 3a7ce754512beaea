/** Paths whose records are looked for by whatever id is given, so that a malformed one is simply not there. */
const LOOKED_FOR: ReadonlySet<string> = new Set(
  (
    '/agentimage /application /assetbotsdetails /audit /azuredelta /chatprofile /eracentdetails /halodeviceinfo /halonews ' +
    '/integrationrunbookvariablegroup /itemstockhistory /keyvault /priority /resourcetype /roles /servicestatus ' +
    '/singlesignonapplication /slackchatapp /teamimage /virimadetails /virtualagent'
  ).split(' '),
);

/** True where a malformed id answers 404 and not 400. */
export const junkIsMissing = (resourcePath: string): boolean => LOOKED_FOR.has(resourcePath.toLowerCase());
