/** Lists that are a bare array where no pages are asked for, though they have an envelope where they are. */
export const BARE_UNPAGED: ReadonlySet<string> = new Set(['agents.list']);
