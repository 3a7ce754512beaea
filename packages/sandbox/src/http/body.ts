import type { Json } from 'halopsa-catalogue/types';
import type { HaloRecord } from '../store/port.js';
import { readText } from './limited-body.js';
import { modelState, status } from './refusal.js';

/** A request's JSON body: its value, and its text for messages that name a position. */
export interface JsonBody {
  readonly value: Json;
  readonly text: string;
}

const JSON_TYPES = /^(application\/(json|json-patch\+json|[\w.-]+\+json)|text\/json)\s*(;|$)/i;
const MAX_DEPTH = 64;
const OBSTACLES = ['toString', 'valueOf'] as const;

/** Reads a JSON body; 415 for another content type, 413 where it is too large, 400 with model state where it is no JSON. */
export async function readJsonBody(request: Request): Promise<JsonBody> {
  const text = await readText(request);
  if (!JSON_TYPES.test(request.headers.get('content-type') ?? '')) throw status(415);
  if (text.trim() === '') throw modelState('', 'A non-empty request body is required.');
  const value = parse(text);
  // The model binder takes JSON's null for a missing body.
  if (value === null) throw modelState('', 'A non-empty request body is required.');
  if (depthOf(value) > MAX_DEPTH)
    throw modelState('', `The reader's MaxDepth of ${MAX_DEPTH} has been exceeded.`);
  return { value, text };
}

/** Reads a JSON body that is one record or several; 400 with model state where an element is not an object. */
export async function readRecords(request: Request): Promise<HaloRecord[]> {
  const { value } = await readJsonBody(request);
  return [value].flat().map((element, index) => {
    if (typeof element === 'object' && element !== null && !Array.isArray(element))
      return element as HaloRecord;
    const path = Array.isArray(value) ? `[${index}]` : '';
    throw modelState(
      path,
      `Error converting value ${JSON.stringify(element)} to an object. Path '${path}', line 1, position 1.`,
    );
  });
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw modelState('', 'The request body is not valid JSON.');
  }
}

/**
 * Depth of nesting, counted without recursion beyond the limit so that a hostile body cannot overflow the stack. Members that would stand
 * in the way of an object's becoming text are taken out; no record has them.
 */
function depthOf(value: Json | undefined, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return depth;
  for (const name of OBSTACLES)
    if (Object.hasOwn(value, name)) delete (value as { [name: string]: Json })[name];
  let deepest = depth + 1;
  for (const member of Object.values(value)) {
    deepest = Math.max(deepest, depthOf(member, depth + 1));
    if (deepest > MAX_DEPTH) break;
  }
  return deepest;
}
