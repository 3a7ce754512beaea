/** What is asked for with one record, by attribute: without it Halo sends the file of an attachment in the place of its record. */
export const recordQueries: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  attachments: { includedetails: true },
};
