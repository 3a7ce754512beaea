/** Lists that older versions answer as a bare array. */
export const BARE_BEFORE_2026: ReadonlySet<string> = new Set(['agents.list']);
