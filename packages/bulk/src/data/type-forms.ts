/** Where the form of a record's type is found: the field that holds the type's number, and the resource of the types. */
export interface TypeForm {
  readonly field: string;
  readonly types: string;
  /** Fields that a new record has besides those of its form, in the order of a template. */
  readonly basics: readonly string[];
}

const ofTickets: TypeForm = { field: 'tickettype_id', types: 'ticketTypes', basics: ['summary', 'details', 'client_id', 'user_id'] };

/** Resources whose types have forms, by attribute. */
export const typeForms: Readonly<Record<string, TypeForm>> = {
  tickets: ofTickets,
  projects: ofTickets,
  opportunities: ofTickets,
};
