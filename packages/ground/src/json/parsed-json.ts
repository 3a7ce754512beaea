/** What a text of JSON becomes. It is fresh, and who parsed it may change it. */
export type ParsedJson = string | number | boolean | null | ParsedJson[] | ParsedObject;

export interface ParsedObject {
  [name: string]: ParsedJson | undefined;
}
