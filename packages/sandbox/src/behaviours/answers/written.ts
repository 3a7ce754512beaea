import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord, HaloValue } from '../../store/port.js';

/** A write is answered with 201; before 2026 it was 200. */
export const writesAnswer201: Behaviour = {
  ids: ['post.status-201'],
  rules: { stored: 201 },
};

/** One object is no list: it is refused unless a resource takes it. */
export const bodiesAreArrays: Behaviour = {
  ids: ['post.bare-object-refused'],
  rules: { demandsArray: true },
};

/** A GUID that belongs to a record makes the write an update of that record. */
export const guidsIdentify: Behaviour = {
  ids: ['post.guid-is-upsert-key'],
  rules: {
    identify: ({ guid }, { resource }, context) => {
      if (typeof guid !== 'string' || resource.idKind !== 'int') return undefined;
      const [found] = context.records(resource.attribute).matching('guid', guid);
      return found?.id;
    },
  },
};

/** A server may answer writes with dates of seven fraction digits and a zone. */
export const writesAnswerLongDates: Behaviour = {
  ids: ['post.answer-dates'],
  optional: true,
  rules: { answered: withLongDates },
};

function withLongDates(record: HaloRecord): HaloRecord {
  const long = (value: HaloValue): HaloValue => {
    const [, seconds, fraction = ''] = (typeof value === 'string' && STORED_DATE.exec(value)) || [];
    return seconds === undefined ? value : `${seconds}.${fraction.padEnd(7, '0')}Z`;
  };
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, long(value)]));
}

const STORED_DATE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?$/;
