import type { Behaviour } from '../../resources/contract.js';

/** Records that are looked for by whatever id is given, so that a malformed one is simply not there. */
export const junkIdsAreMissing: Behaviour = {
  ids: ['get.junk-on-text-key-404'],
  resource: (
    'agentImages applications assetbotsDetails auditEntries azureDeltas chatProfiles eracentDetails haloDeviceInfos haloNews ' +
    'integrationRunbookVariableGroups itemStockHistory keyVaults priorities resourceTypes roles serviceStatuses ' +
    'singleSignOnApplications slackChatApps teamImages virimaDetails virtualAgents'
  ).split(' '),
  rules: { malformedId: 404 },
};
