import type { Context } from '../context.js';
import { type CommandSpec, defineCommand } from '../core/define-command.js';
import { type ArgumentSpecs, type InputOf, type OptionSpecs, option } from '../core/inputs.js';
import { type Levers, leversAt } from './levers.js';
import { DEFAULT_PORT, port } from './server-address.js';

/** What a command declares that talks to a running sandbox. */
type LeverSpec<Arguments, Options> = Omit<CommandSpec, 'arguments' | 'options' | 'run'> & {
  readonly arguments?: Arguments;
  readonly options?: Options;
  run(input: InputOf<Arguments> & InputOf<Options>, context: Context & Levers): Promise<void>;
};

/** Declares a command that talks to a running sandbox: it gets the levers with its context. */
export function defineLever<
  const Arguments extends ArgumentSpecs = Record<never, never>,
  const Options extends OptionSpecs = Record<never, never>,
>({ run, ...spec }: LeverSpec<Arguments, Options>): CommandSpec {
  const sandboxPort = option('--port <int>', 'port on which the sandbox listens', {
    parse: port,
    default: DEFAULT_PORT,
  });
  return defineCommand({
    ...spec,
    options: { ...spec.options, sandboxPort },
    run: ({ sandboxPort: at, ...input }, context) =>
      run(input as InputOf<Arguments> & InputOf<Options>, {
        ...context,
        ...leversAt(`http://127.0.0.1:${String(at)}`, context.host.signal),
      }),
  } as CommandSpec);
}
