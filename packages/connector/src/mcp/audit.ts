import { createHash } from 'node:crypto';
import { canonical } from './plan-tokens.js';

/** One call of a tool, as it is logged: who, what, how it ended; the payload as a digest only. */
export interface AuditEntry {
  readonly at: string;
  readonly session: string;
  readonly tool: string;
  readonly effect: string;
  readonly outcome: 'done' | 'planned' | 'refused' | 'failed';
  readonly code?: string | undefined;
  readonly payload: string;
  readonly ms: number;
}

/** Takes audit entries, one for every call. */
export type Audit = (entry: AuditEntry) => void;

/** The digest of a payload, by which two entries show to be of the same one. */
export const digestOf = (input: unknown): string => createHash('sha256').update(canonical(input)).digest('hex').slice(0, 16);
