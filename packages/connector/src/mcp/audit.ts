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
