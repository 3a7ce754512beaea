import { details as text } from './generated/details.js';

/** A verb that people look for on a resource, about the records of another one that belong to one of its own. */
export interface RelatedVerb {
  /** As it is typed on the command line, for example `add-action`. */
  readonly verb: string;
  /** The resource whose records it lists. */
  readonly lists?: string;
  /** The resource of which it makes a record. */
  readonly creates?: string;
  /** The filter or field that takes the id of the one record. */
  readonly by: string;
  /** What it does, where that is not to list. */
  readonly summary?: string;
}

/** Where the form of a record's type is found. */
export interface TypeForm {
  /** The field that holds the number of the type; what it refers to has the form. */
  readonly field: string;
  /** Fields that a new record has besides those of its form, in the order of a template. */
  readonly basics: readonly string[];
}

/** What a record of set-up starts with, and the list inside it whose members the server numbers. */
export interface SetUp {
  readonly firstValues?: Readonly<Record<string, unknown>>;
  /** The list, and the field of its members that leads back to the record. */
  readonly members?: { readonly list: string; readonly parent: string };
}

/** What the faces show of a resource and how they ask for it, beside its operations. */
export interface ResourceDetails {
  /** What a person wants to see first of its records, in this order. */
  readonly columns?: readonly string[];
  /** The address of a record's page in the agents' web application, below the tenant's; the id follows. */
  readonly page?: string;
  /** What is asked for with one record, so that the record itself comes. */
  readonly detailQuery?: Readonly<Record<string, boolean>>;
  readonly related?: readonly RelatedVerb[];
  readonly typeForm?: TypeForm;
  /** A field of text for the example of a write, where it is not `name`. */
  readonly exampleField?: string;
  /** Only where the resource belongs to the set-up of a tenant. */
  readonly setUp?: SetUp;
  /** The operations that answered with nothing but a status on the tenants that were looked at. */
  readonly recorded?: Readonly<Record<string, number>>;
}

interface CompactDetails {
  readonly everyday: readonly string[];
  readonly imports: readonly string[];
  readonly resources: Readonly<Record<string, ResourceDetails>>;
}

const { everyday, imports, resources } = JSON.parse(text) as CompactDetails;

/** The resources that people use every day, in the order in which help lists them; those with columns of their own. */
export const everydayResources: readonly string[] = everyday;

/** Resources in the order in which their records need each other: later ones refer to earlier ones. */
export const importOrder: readonly string[] = imports;

/** What the faces show of a resource; empty where nothing is special. */
export const detailsOf = (resource: string): ResourceDetails =>
  Object.hasOwn(resources, resource) ? resources[resource]! : {};
