/** The most columns that a table has: those of an Excel sheet. */
export const mostColumns = 16_384;

/** The most characters of one row of a text, or of one record of NDJSON. */
export const mostRowCharacters: number = 4 * 1024 * 1024;

/** The most bytes of a JSON file, which is read whole; NDJSON has no limit. */
export const mostJsonBytes: number = 64 * 1024 * 1024;
