import pc from 'picocolors';
import type { Host, Output } from '../host.js';

/** Functions that colour a text, or leave it as it is. */
export type Colours = ReturnType<typeof pc.createColors>;

/** Colours for this stream: never with `--no-color` or NO_COLOR, else on a terminal or with FORCE_COLOR. */
export function coloursFor(stream: Output, host: Host, wanted: boolean): Colours {
  const forced = host.env['FORCE_COLOR'] !== undefined && host.env['FORCE_COLOR'] !== '0';
  return pc.createColors(
    wanted &&
      !host.env['NO_COLOR'] &&
      (forced || stream.isTTY === true) &&
      host.env['TERM'] !== 'dumb',
  );
}
