import type { BehaviourId } from './behaviour-ids.js';
import { details as text } from './generated/details.js';
import type { JsonObject } from './records.js';

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
  /** How the record of a type narrows the values of fields, by the resource that these refer to. */
  readonly narrows?: Readonly<Record<string, Narrowing>>;
}

/** How the record of a type narrows values down. */
export type Narrowing =
  /** To those on a list of its own, whose members name them by a field, unless another field of it says all. */
  | { readonly list: string; readonly by: string; readonly unless: string }
  /** By a filter of their list that takes the value of a field of it. */
  | { readonly filter: string; readonly from: string };

/** What a record of set-up starts with, and the list inside it whose members the server numbers. */
export interface SetUp {
  readonly firstValues?: JsonObject;
  /** The list, and the field of its members that leads back to the record. */
  readonly members?: { readonly list: string; readonly parent: string };
}

/** Fields of a record whose values go to fields of another one. */
export interface Effects {
  /** The resource of the other record. */
  readonly of: string;
  /** The field that holds its id, where there is one. */
  readonly by?: string;
  /** The field of the other record by the field of this one. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a create lacks where none of the fields holds anything. */
export interface Demand {
  readonly fields: readonly string[];
  /** In the server's words. */
  readonly message: string;
  readonly behaviour: BehaviourId;
}

/** How the lines of a document name what they are about and what they cost. */
export interface LineForm {
  /** The item that is sold, and the text that names it. */
  readonly item: string;
  readonly name: string;
  readonly quantity: string;
  /** Price of one, before discount and tax, and what one costs to buy. */
  readonly price: string;
  readonly cost: string;
  /** The fields for the sums of a line. */
  readonly net: string;
  readonly tax: string;
  readonly total: string;
}

/** A document of sales or purchasing that consists of lines. */
export interface DocumentForm {
  /** The field of a line that holds the document's id. */
  readonly parent: string;
  readonly line: LineForm;
  /** The date that a new document gets. */
  readonly date: string;
  /** Fields of the header that name the customer's user and site. */
  readonly user: string;
  readonly site: string;
  /** True where it goes to a supplier in place of a client. */
  readonly fromSupplier?: boolean;
  /** True where a list shows the lines only when it is asked for them. */
  readonly linesOnRequest?: boolean;
}

/** The fields that automation and assistants work with, of the many that a record has. */
export interface Selection {
  /** What rows of a list show; default: what a record shows. */
  readonly row?: readonly string[];
  /** What one record shows. */
  readonly record: readonly string[];
  /** What is written. */
  readonly write?: readonly string[];
}

/** The fields of a row that say how far its record is. */
export interface Progress {
  /** The field of its status. */
  readonly by: string;
  /** True once it ended. */
  readonly ended: string;
  /** The moment by which it has to end. */
  readonly due?: string;
}

/** What the faces show of a resource and how they ask for it, beside its operations. */
export interface ResourceDetails {
  /** What a person wants to see first of its records, in this order. */
  readonly columns?: readonly string[];
  readonly selection?: Selection;
  readonly progress?: Progress;
  /** The address of a record's page in the agents' web application, below the tenant's; the id follows. */
  readonly page?: string;
  /** What is asked for with one record, so that the record itself comes. */
  readonly detailQuery?: Readonly<Record<string, boolean>>;
  readonly related?: readonly RelatedVerb[];
  readonly typeForm?: TypeForm;
  /** A field of text for the example of a write, where it is not `name`. */
  readonly exampleField?: string;
  readonly sets?: Effects;
  /** Other names that fields have where one record is read. */
  readonly detailNames?: Readonly<Record<string, string>>;
  readonly demands?: Demand;
  readonly document?: DocumentForm;
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
  (Object.hasOwn(resources, resource) ? resources[resource] : undefined) ?? {};
