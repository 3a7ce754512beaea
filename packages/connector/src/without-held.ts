import { type HaloClient, heldSecretsMask } from 'halopsa';
import { isObject } from './json.js';
import { inSlices, type Steps } from './slices.js';

/** An answer as others may see it. */
export interface Shown<Value> {
  readonly value: Value;
  /** True where it held the secret or a token of the client, which is masked. */
  readonly isMasked: boolean;
}

/** What callers are told of it. */
export const maskedNotice =
  'a record holds the secret or a token of this server, which is shown as ***: do not write it back';

/** An answer without what the client itself holds, in whichever form a record or the server repeats it. It is looked through in slices. */
export async function withoutHeld<Value>(client: HaloClient, value: Value): Promise<Shown<Value>> {
  const masked = (await inSlices(maskedSteps(value, await heldSecretsMask(client)))) as Value;
  return { value: masked, isMasked: masked !== value };
}

type Mask = <Value>(value: Value) => Value;

/** Rows one by one, since a report has up to 50,000; what holds nothing to mask is the same object as before. */
function* maskedSteps(value: unknown, mask: Mask): Steps<unknown> {
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) {
      items.push(mask(item));
      yield;
    }
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (!isObject(value)) return mask(value);
  const fields: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(value))
    fields.push([mask(name), yield* maskedSteps(inner, mask)]);
  const before = Object.entries(value);
  return fields.some(([name, inner], at) => name !== before[at]![0] || inner !== before[at]![1])
    ? Object.fromEntries(fields)
    : value;
}
