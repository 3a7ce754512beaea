import type { HaloValue } from '../store/port.js';
import type { ResourceModel } from './contract.js';

/** How a record is written: JSON, with the numbers that the server writes as decimals (`21.0`) written so. */
export function writerOf(model: ResourceModel): (record: HaloValue) => string {
  const fields = model.every('decimals').flat();
  if (fields.length === 0) return (record) => JSON.stringify(record);
  // Inside a text of JSON the quotes of a name would be escaped, so that only members are met.
  const members = new RegExp(`"(?:${fields.join('|')})":-?\\d+(?=[,}])`, 'g');
  return (record) => JSON.stringify(record).replace(members, '$&.0');
}
