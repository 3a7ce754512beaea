import { readErrorBody } from '../errors/read-error-body.js';
import { isEmptyValue, isPlainObject } from './json-value.js';

/** Members that tell of a failure, in the bodies that Halo, its proxies and its database send. */
const members = [
  'error',
  'errors',
  'error_description',
  'errorMessage',
  'Message',
  'ClassName',
  'ExceptionMessage',
];

/** What an answer tells of a failure although its status is one of success; undefined where it tells of none, or is a record. */
export function toldError(answer: unknown): string | undefined {
  if (!isPlainObject(answer) || !isEmptyValue(answer.id)) return undefined;
  const failed =
    answer.success === false ||
    members.some((name) => !isEmptyValue(answer[name]) && answer[name] !== false);
  return failed ? (readErrorBody(answer).message ?? 'a failure without a reason') : undefined;
}
