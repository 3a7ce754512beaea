import { HaloUsageError } from 'halopsa';
import { isObject } from '../../json.js';

/** No record has an id of nothing: refused before it becomes a plan that a person is shown. Gives `checked` where all is well. */
export function demandIds<Checked>(
  name: string,
  records: readonly unknown[],
  checked: Checked,
): Checked {
  const wrong = records.find(
    (record) => isObject(record) && 'id' in record && (record.id === '' || Number(record.id) === 0),
  );
  if (!isObject(wrong)) return checked;
  throw new HaloUsageError(
    `${name}: the id must be a whole number other than 0, not ${JSON.stringify(wrong.id)}`,
    'Nothing was sent.',
  );
}
