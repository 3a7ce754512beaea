import type { Mode } from '../plan/plan-file.js';
import type { HeadingContext } from './headings.js';
import type { References } from './references.js';

/** What a mapping is compiled against. */
export interface MappingContext extends HeadingContext {
  readonly mode: Mode;
  /** Fields of the keys that rows are matched by. */
  readonly keyFields: ReadonlySet<string>;
  /** Whether rows are compared with the records of a tenant. */
  readonly isCompared: boolean;
  readonly references: References;
  /** The zone of moments that name none; UTC without it. */
  readonly zone?: string | undefined;
  /** Whether the rows come from Halo itself, whose words are never doubted. */
  readonly fromHalo?: boolean | undefined;
}
