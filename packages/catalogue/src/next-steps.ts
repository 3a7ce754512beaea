/** What helps after common errors. The errors of the client carry these sentences, and the table of errors shows them. */
export const correctFields: string = 'Correct the fields named and send again.';
export const checkPermissions: string =
  'A fresh token was refused too: check the permissions of the application and of its agent in Halo.';
export const giveAccess: string =
  "Give the application's permissions and its agent's role access to this module in Halo, then ask for a new token.";
export const checkId: string = 'Check the id; a deleted record answers like one that never was.';
export const leaveRoom: string =
  'Wait, or lower the budget so that other programs on this tenant have room.';
export const lookBeforeRetry: string =
  'Try again later; after a write, look the record up first, since it may have been made.';
export const askForLess: string = 'Ask for less at a time, or raise timeoutMs.';
export const checkNetwork: string =
  'Check the tenant URL, the network and any proxy, then try again.';
export const listAgain: string =
  'List again; if it stays incomplete, narrow the list by filters and compare the counts.';
export const lookItUp: string =
  'Look the record up before you send it again: it may be there already.';
export const checkWorkflow: string =
  "Check the ticket type's workflow and rules, and the permissions of the agent; the other fields were changed.";
export const deleteAgain: string =
  'Check in Halo what keeps the record, and the permissions of the agent, then delete it again.';
export const waitLonger: string = 'Try again then, or raise maxWait.';
export const reportCommand: string = 'This is a fault of the command itself: please report it.';
export const readAgain: string = 'Read the record again and decide anew.';
