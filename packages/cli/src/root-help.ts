import { resourceNames, toKebab } from 'halopsa-catalogue';
import { everydayResources } from 'halopsa-catalogue/details';
import { wrapWords } from './output/wrap-words.js';

/** Lines that show what the program is for. */
export const rootExamples: readonly string[] = [
  'halo tickets list --client-id 42 --open-only --search "server"',
  'halo tickets get 1234 --json',
  'halo tickets create --summary "Server down" --client-id 42 --priority-id 1',
  'halo tickets update 1234 --status-id 5',
  'halo clients list --all',
  'halo request GET /Tickets --param page_size=5',
  'halo --sandbox tickets list',
  'halo sandbox start',
];

/** What the help of the program says below its commands and options. */
export function rootHelp(width: number): string {
  const names = everydayResources.map(toKebab);
  const topics = names.map((name, at) => (at === names.length - 1 ? name : `${name},`));
  return `
Topics:
${wrapWords(topics, width - 2, '  ')}
  ... and ${resourceNames.length - topics.length} more: "halo resources" lists them all,
  "halo <topic>" shows what each can do.

Examples:
${rootExamples.map((line) => `  ${line}`).join('\n')}`;
}
