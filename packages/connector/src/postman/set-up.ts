import { findOperation, type Operation, resourceNamed } from 'halopsa-catalogue';
import type { JsonObject } from '../json.js';
import { setUpResources } from './data/resource-order.js';
import { itemOf } from './request-item.js';
import { forgetScript, setUpScript } from './test-script.js';
import { ownId } from './variables.js';

/** The minute of a booking and the day of a timesheet, which no earlier run has taken. */
const moments = [
  'const start = Date.now() + 365 * 86400000;',
  "pm.collectionVariables.set('booking_start', new Date(start).toISOString());",
  "pm.collectionVariables.set('booking_end', new Date(start + 60000).toISOString());",
  "pm.collectionVariables.set('free_day', new Date(start + Math.floor(Math.random() * 10000) * 86400000).toISOString());",
];

const operationNamed = (id: string): Operation => {
  const operation = findOperation(id);
  if (!operation) throw new RangeError(`no operation ${id}`);
  return operation;
};

const singular = (name: string): string => resourceNamed(name).singular;

/** Makes a record of each kind that other requests refer to, and keeps their ids. */
export const setUpFolder = (): JsonObject => ({
  name: 'Set-up',
  description:
    'Makes the records that the other folders refer to and change. "Clean-up" deletes them.',
  item: [
    itemOf(operationNamed('agents.me'), {
      name: 'Who am I',
      test: [...setUpScript('agents'), ...moments],
    }),
    ...setUpResources.map((name) =>
      itemOf(operationNamed(`${name}.upsert`), {
        name: `Make one ${singular(name)}`,
        test: setUpScript(name),
      }),
    ),
  ],
});

/** Deletes what the set-up made, what refers to something before what it refers to. */
export const cleanUpFolder = (): JsonObject => ({
  name: 'Clean-up',
  description: 'Deletes the records that "Set-up" has made.',
  item: [...setUpResources].reverse().flatMap((name) => {
    const remove = findOperation(`${name}.delete`);
    return remove
      ? [
          itemOf(remove, {
            name: `Delete our ${singular(name)}`,
            test: forgetScript(name),
            id: ownId(name),
          }),
        ]
      : [];
  }),
});
