import { type HaloClient, heldSecretsMask } from 'halopsa';
import { isList, isObject, type JsonValue, type Member } from './json.js';
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
  const mask = await heldSecretsMask(client);
  // An answer is shown as JSON, whatever type it has; the masked one has the same shape.
  const masked = (await inSlices(maskedSteps(value as JsonValue, mask))) as Value;
  return { value: masked, isMasked: masked !== value };
}

type Mask = <Value>(value: Value) => Value;

/** Rows one by one, since a report has up to 50,000; what holds nothing to mask is the same object as before. */
function* maskedSteps(value: JsonValue, mask: Mask): Steps<JsonValue> {
  if (isList(value)) {
    const items: JsonValue[] = [];
    for (const item of value) {
      items.push(mask(item));
      yield;
    }
    return items.some((item, at) => item !== value[at]) ? items : value;
  }
  if (!isObject(value)) return mask(value);
  const fields: Member[] = [];
  let isMasked = false;
  for (const [name, inner] of Object.entries(value)) {
    const field: Member = [mask(name), yield* maskedSteps(inner, mask)];
    isMasked ||= field[0] !== name || field[1] !== inner;
    fields.push(field);
  }
  return isMasked ? Object.fromEntries(fields) : value;
}
