/** A statement that the database refuses; the message is what a report shows as its `load_error`. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
}

/** A statement that takes more work than the gateway waits for. */
export class SqlTimeout extends Error {
  override readonly name = 'SqlTimeout';
}

/** A refusal at a word of the statement. */
export const syntaxError = (near: string): SqlError =>
  near === ''
    ? new SqlError('Incorrect syntax near the end of the statement.')
    : new SqlError(`Incorrect syntax near '${near}'.`);

/** What the database says of a statement that is too long or too deep for it. */
export const tooComplex = (): SqlError =>
  new SqlError(
    'The query processor ran out of internal resources and could not produce a query plan. This is a rare event and only expected for extremely complex queries.',
  );

export const tooManyColumns = (): SqlError =>
  new SqlError(
    'The number of elements in the select list exceeds the maximum allowed number of 4096 elements.',
  );
