import { type Command, InvalidArgumentError, Option } from 'commander';
import type { FaultKind } from 'halopsa-sandbox';
import type { Host } from '../../host.js';
import { UsageError } from '../../usage-error.js';
import { addLever } from './lever.js';
import { count } from './server-address.js';

const kinds: readonly FaultKind[] = ['status', 'reset', 'hang', 'slow', 'stale', 'truncated', 'cut', 'html', 'content-type', 'redirect'];

interface FaultOptions {
  readonly operation?: string;
  readonly method?: string;
  readonly phase?: string;
  readonly probability?: number;
  readonly count?: number;
  readonly skip?: number;
  readonly status?: number;
  readonly delay?: number;
}

/** `halo sandbox fault add`, `list` and `clear`. */
export function addFaultCommands(sandbox: Command, host: Host): void {
  const fault = sandbox
    .command('fault')
    .summary('make it go wrong')
    .description('Make the sandbox go wrong, as networks and servers do.')
    .addHelpText('after', '\nExample:\n  halo sandbox fault add reset --probability 0.1');
  const add = fault
    .command('add')
    .summary('set a fault')
    .description('Let requests go wrong from now on.')
    .argument('<kind>', kinds.join(', '))
    .addHelpText('after', '\nExample:\n  halo sandbox fault add status --status 503 --operation tickets.list --count 2');
  add
    .option('--operation <id>', 'only this one, for example tickets.list, tickets, *.list or token')
    .option('--method <method>', 'only this HTTP method')
    .addOption(new Option('--phase <phase>', 'whether the server has acted when it goes wrong').choices(['before', 'after']))
    .addOption(new Option('--probability <number>', 'chance from 0 to 1').argParser(chance))
    .addOption(new Option('--count <int>', 'how often it strikes').argParser(count))
    .addOption(new Option('--skip <int>', 'how many requests pass before').argParser(count))
    .addOption(new Option('--status <int>', 'the status of the kinds status and html').argParser(count))
    .addOption(new Option('--delay <ms>', 'the delay of the kind slow').argParser(count));
  addLever(add, host, async ({ pull }, { printer, note }, kind: string, options: FaultOptions) => {
    if (!kinds.includes(kind as FaultKind))
      throw new UsageError(`There is no fault "${kind}".`, { nextStep: `There are ${kinds.join(', ')}.` });
    const { operation, method, phase, probability, count, skip, status, delay: delayMs } = options;
    const rule = { kind, operation, method, phase, probability, count, skip, status, delayMs };
    await printer.record((await pull('POST', 'faults', rule)) as Record<string, unknown>);
    note('Requests go wrong from now on; "halo sandbox fault clear" ends it.');
  });
  addLever(
    fault
      .command('list')
      .summary('show the faults')
      .description('Show the faults that are set.')
      .addHelpText('after', '\nExample:\n  halo sandbox fault list'),
    host,
    async ({ pull }, { printer }) => {
      await printer.rows((await pull('GET', 'faults')) as Record<string, unknown>[], [
        'id',
        'kind',
        'operation',
        'phase',
        'count',
        'struck',
      ]);
    },
  );
  const clear = fault
    .command('clear')
    .summary('end one fault or all')
    .description('End one fault, or all of them.')
    .argument('[id]', 'its number')
    .addHelpText('after', '\nExample:\n  halo sandbox fault clear');
  addLever(clear, host, async ({ pull }, { note }, id: string | undefined) => {
    await pull('DELETE', id === undefined ? 'faults' : `faults/${encodeURIComponent(id)}`);
    note(id === undefined ? 'All faults have ended.' : `Fault ${id} has ended.`);
  });
}

function chance(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new InvalidArgumentError('It takes a number from 0 to 1.');
  return value;
}
