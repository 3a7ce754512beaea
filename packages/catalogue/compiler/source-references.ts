/** What a field refers to. */
export interface SourceReference {
  resource: string;
  /** A field of its rows that is not one of their keys. */
  key?: string;
  query?: Record<string, number | string>;
  only?: Record<string, unknown>;
  last?: Record<string, unknown>;
  /** True where Halo makes the record along with the one that refers to it. */
  madeAlong?: boolean;
  origin: string;
}

type References = Record<string, SourceReference | SourceReference[]>;

/** What asks lists for the records that they leave out otherwise. */
export interface SourceHidden {
  value: string;
  /** Another parameter that does the same, where a list takes it. */
  unless?: string;
  /** The only lists of which the sources say it. */
  lists?: string[];
  origin: string;
}

/** `source/references.yaml`: what fields refer to, by name on every resource, and on single ones. */
export interface SourceReferences {
  fields: References;
  resources: Record<string, References>;
  /** Kinds of lookups by a name for people. */
  lookups: Record<string, number>;
  hidden?: Record<string, SourceHidden>;
  /** Values of rows that say that a record is inactive. */
  inactive?: Record<string, unknown>;
  /** Values of rows that say that a record is not offered, besides being inactive. */
  unoffered?: Record<string, unknown>;
}
