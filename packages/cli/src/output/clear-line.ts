/** Takes away the line that the cursor of a terminal stands in, such as one of progress. */
export const clearLine = '\r\u001b[K';
