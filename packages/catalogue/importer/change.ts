/** What can change between the source and a document. */
export const changeKinds = [
  'operation added',
  'operation removed',
  'operation returned',
  'operation deprecated',
  'body changed',
  'parameters known',
  'parameter added',
  'parameter removed',
  'parameter changed',
  'resource added',
  'schema added',
  'schema removed',
  'schema returned',
  'schema changed',
  'field added',
  'field removed',
  'field changed',
] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** One difference: what kind, where (route, schema, or either with a member after a space), and from what to what. */
export interface Change {
  readonly kind: ChangeKind;
  readonly at: string;
  readonly from?: string;
  readonly to?: string;
}

/** The changes as lines for a person, grouped by kind with a count each. */
export function describeChanges(changes: readonly Change[]): string[] {
  return changeKinds.flatMap((kind) => {
    const group = changes.filter((change) => change.kind === kind);
    return group.length === 0
      ? []
      : [`${kind}: ${group.length}`, ...group.map((change) => `  ${describe(change)}`)];
  });
}

function describe({ at, from, to }: Change): string {
  if (from !== undefined && to !== undefined) return `${at}: ${from} -> ${to}`;
  return to === undefined ? at : `${at}: ${to}`;
}
