import type { JsonValue } from '../json.js';
import { jsonParts } from '../json-parts.js';
import { inSlices, type Steps } from '../slices.js';

/** An answer of JSON, which is written in slices: a report has up to 50,000 rows. */
export async function jsonResponse(value: JsonValue): Promise<Response> {
  return new Response(await inSlices(written(value)), {
    headers: { 'content-type': 'application/json' },
  });
}

function* written(value: JsonValue): Steps<string> {
  let text = '';
  for (const part of jsonParts(value)) {
    text += part;
    yield;
  }
  return text;
}
