import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { findResource, toCamel } from 'halopsa-catalogue';
import { stringify } from 'yaml';
import { withContext } from '../../context.js';
import type { Host } from '../../host.js';
import { print } from '../../output/print.js';
import { addSharedOptions } from '../../shared-options.js';
import { UsageError } from '../../usage-error.js';

/** `halo bulk map`: a map file out of a body that was copied from the browser's developer tools. */
export function addMap(bulk: Command, host: Host): void {
  const command = bulk
    .command('map')
    .summary('make a map file from a captured request')
    .description(
      'Print a map file (YAML) that has the fields of a record as Halo saves it. To get one: press F12 in the browser, open Network, save a record in Halo, and copy the payload of the request into a file.',
    )
    .argument('<topic>', 'what the record is, for example clients')
    .requiredOption('--from-payload <file>', 'file with the copied payload (JSON)')
    .addHelpText('after', '\nExample:\n  halo bulk map clients --from-payload captured.json > clients.map.yaml');
  addSharedOptions(command).action((topic: string, { fromPayload }: { fromPayload: string }, running: Command) =>
    withContext(running, host, async (context) => {
      const resource = findResource(toCamel(topic));
      if (!resource) throw new UsageError(`There is no topic "${topic}".`, { nextStep: '"halo resources" lists them.' });
      const { mapFromPayload } = await import('halopsa-bulk');
      const { mapping, unknown } = mapFromPayload(resource, await readBody(fromPayload), fromPayload);
      if (context.globals.json) await context.printer.value(mapping);
      else print(context.host, stringify(mapping));
      if (unknown.length > 0) context.note(`Left out, since ${resource.title.toLowerCase()} have no such fields: ${unknown.join(', ')}.`);
    }),
  );
}

async function readBody(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new UsageError(`There is no file ${file}.`, { nextStep: 'Check the path.' });
  });
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`, {
      nextStep: 'Copy the whole payload, from bracket to bracket.',
    });
  }
}
