import type { Command } from 'commander';
import type { Resource } from 'halopsa-catalogue';
import { OwnCommand, type Surroundings } from '../core/own-command.js';
import { addSharedOptions } from '../shared-options.js';
import { exampleOf } from './examples.js';
import { verbsOf } from './verbs.js';

/** The command of one topic. All verbs are named in it; one gets its arguments and flags, which can be many hundreds, once it is filled. */
export function buildTopic(
  program: Command,
  resource: Resource,
  surroundings: Surroundings,
): Command {
  const topic = program
    .command(resource.topic, { hidden: true })
    .description(resource.title)
    .usage('<verb> [arguments] [options]')
    .helpCommand(false);
  addSharedOptions(topic);
  const verbs = verbsOf(resource);
  for (const verb of verbs) new OwnCommand(topic, verb, surroundings);
  const [first] = verbs;
  if (first)
    topic.addHelpText('after', () => `\nExample:\n  ${exampleOf({ resource, verb: first })}`);
  return topic;
}
