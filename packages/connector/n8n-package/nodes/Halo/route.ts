/** How a resource is reached. */
export interface Route {
  readonly path: string;
  /** The member of an answer that holds the rows; null where the answer is the rows. */
  readonly rows: string | null;
  /** Whether the list has pages. */
  readonly pages: boolean;
  /** Whether a record has details that are asked for. */
  readonly details: boolean;
  /** What a record cannot be made without. */
  readonly required: readonly string[];
  /** Fields that are given as JSON. */
  readonly json: readonly string[];
}
