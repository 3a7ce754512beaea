import { readFile } from 'node:fs/promises';
import { findResource, toCamel } from 'halopsa-catalogue';
import type { Json } from 'halopsa-catalogue/types';
import { stringify } from 'yaml';
import { type CommandSpec, defineCommand } from '../../core/define-command.js';
import { argument, option } from '../../core/inputs.js';
import { jsonOf } from '../../output/answered.js';
import { print } from '../../output/print.js';
import { UsageError } from '../../usage-error.js';

/** `halo bulk map`: a map file out of a body that was copied from the browser's developer tools. */
export const command: CommandSpec = defineCommand({
  description:
    'Print a map file (YAML) that has the fields of a record as Halo saves it. To get one: press F12 in the browser, open Network, save a record in Halo, and copy the payload of the request into a file.',
  arguments: { topic: argument('<topic>', 'what the record is, for example clients') },
  options: {
    fromPayload: option('--from-payload <file>', 'file with the copied payload (JSON)', {
      required: true,
    }),
  },
  example: 'halo bulk map clients --from-payload captured.json > clients.map.yaml',
  async run({ topic, fromPayload }, { globals, host, note, printer }) {
    const resource = findResource(toCamel(topic));
    if (!resource)
      throw new UsageError(`Unknown topic "${topic}".`, {
        nextStep: '"halo resources" lists them.',
      });
    const { mapFromPayload } = await import('halopsa-bulk');
    const { mapping, unknown } = mapFromPayload(resource, await readBody(fromPayload), fromPayload);
    if (globals.json) await printer.value(jsonOf(mapping));
    else print(host, stringify(mapping));
    if (unknown.length > 0)
      note(
        `Left out, since ${resource.title.toLowerCase()} have no such fields: ${unknown.join(', ')}.`,
      );
  },
});

async function readBody(file: string): Promise<Json> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`The file ${file} does not exist.`, { nextStep: 'Check the path.' });
  });
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`, {
      nextStep: 'Copy the whole payload, from bracket to bracket.',
    });
  }
}
