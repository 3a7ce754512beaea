import type { Behaviour } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

const WITH_CUSTOM_FIELDS = [
  'tickets',
  'clients',
  'sites',
  'users',
  'assets',
  'contracts',
  'suppliers',
  'opportunities',
  'projects',
];

/**
 * There is no custom field with other signs in its name, whether the server drops such a field or the signs when one is made (the source
 * may mean either), so what is sent under such a name goes nowhere. A field that is named by its id is not concerned.
 */
export const customFieldsPlainlyNamed: Behaviour = {
  ids: ['custom-fields.plain-names'],
  resource: WITH_CUSTOM_FIELDS,
  rules: {
    prepare: ({ patch, next }) => {
      if (!Array.isArray(patch.customfields)) return;
      next.customfields = objectsOf(next.customfields).filter(
        ({ id, name }) => id !== undefined || typeof name !== 'string' || /^[a-z0-9]+$/i.test(name),
      );
    },
  },
};

/** A ticket shows those custom fields that the form of its type has. */
export const customFieldsOfTheType: Behaviour = {
  ids: ['custom-fields.of-the-type'],
  resource: 'tickets',
  optional: true,
  rules: {
    detail: (ticket, _query, context) => {
      const type = context.records('ticketTypes').get(Number(ticket.tickettype_id));
      const names = new Set(
        objectsOf(type?.fields).map(({ fieldinfo }) => (fieldinfo as HaloRecord | undefined)?.name),
      );
      if (!Array.isArray(ticket.customfields)) return ticket;
      return {
        ...ticket,
        customfields: objectsOf(ticket.customfields).filter(({ name }) => names.has(name)),
      };
    },
  },
};

/** A strict server: custom fields that a write leaves out are gone after it. */
export const customFieldsReplaced: Behaviour = {
  ids: ['post.custom-fields-replaced'],
  priority: 'last',
  resource: WITH_CUSTOM_FIELDS,
  optional: true,
  rules: {
    prepare: ({ patch, next }) => {
      if (!Array.isArray(patch.customfields) || !Array.isArray(next.customfields)) return;
      const sent = objectsOf(patch.customfields);
      const ids = new Set<HaloValue>(sent.map(({ id }) => id).filter((id) => id !== undefined));
      const names = new Set<HaloValue>(
        sent.flatMap(({ id, name }) => (id === undefined ? [name] : [])),
      );
      const named = ({ id, name }: HaloRecord): boolean => ids.has(id) || names.has(name);
      next.customfields = (next.customfields as readonly HaloRecord[]).filter(named);
    },
  },
};
