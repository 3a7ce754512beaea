/** What the importer puts right in a document, by name, with the reason. */
export const documentRepairs = {
  'csharp-type':
    'a type is spelt as C# spells it (bool, int, List<int>, DateTime) instead of as OpenAPI does',
  'duplicate-parameter': 'an operation declares a parameter twice; the first declaration counts',
  'undeclared-path-parameter':
    'a path names a parameter that the operation does not declare; it is read as a string',
  'stray-path-parameter':
    'an operation declares a path parameter that its path does not name; it is left out',
  'inline-object': 'a value is an object described in place, without a name; it is read as any',
  'missing-type': 'a parameter has no type; it is read as a string',
  'unsupported-method': 'the method is none of GET, POST and DELETE; the operation is left out',
} as const;

export type DocumentRepair = keyof typeof documentRepairs;

/** Counts how often each repair was needed. */
export class Tally {
  readonly counts: Map<DocumentRepair, number> = new Map();

  add(repair: DocumentRepair): void {
    this.counts.set(repair, (this.counts.get(repair) ?? 0) + 1);
  }
}
