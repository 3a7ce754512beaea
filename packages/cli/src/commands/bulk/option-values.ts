import { type Command, InvalidArgumentError } from 'commander';

/** Reads a count of an option. */
export const wholeNumber = (text: string): number => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number.');
};

/** Says what options that every command has mean for this one, by their long flags: `--out`. */
export function describeOptions(command: Command, texts: Readonly<Record<string, string>>): Command {
  for (const option of command.options) {
    const text = option.long === undefined ? undefined : texts[option.long];
    if (text !== undefined) option.description = text;
  }
  return command;
}
