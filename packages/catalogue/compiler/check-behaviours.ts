import type { Source, SourceBehaviour } from './source.js';

const ID = /^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;
const CONFIDENCES: ReadonlySet<string> = new Set([
  'confirmed',
  'live',
  'single',
  'document',
  'inferred',
]);
const SECTION =
  /^(behaviour\.md \d+(\.\d+)?|behaviour-2026\.md [A-I]\d*b?|behaviour-2026-11\.md N\d+\.\d+)$/;

/** Checks the facts about how the server behaves: each id once, in its form, with a sentence, a confidence and its evidence. */
export function checkBehaviours({ behaviours }: Source, problems: string[]): void {
  const seen = new Set<string>();
  for (const behaviour of behaviours) {
    if (seen.has(behaviour.id)) problems.push(`two behaviours have the id ${behaviour.id}`);
    seen.add(behaviour.id);
    checkBehaviour(behaviour, problems);
  }
}

function checkBehaviour(
  { id, statement, confidence, evidence }: SourceBehaviour,
  problems: string[],
): void {
  if (!ID.test(id))
    problems.push(`${id}: the id of a behaviour is an area, a dot and words in kebab-case`);
  if (!String(statement).endsWith('.')) problems.push(`${id}: the statement is not a sentence`);
  if (!CONFIDENCES.has(confidence)) problems.push(`${id}: unknown confidence ${confidence}`);
  for (const section of evidence)
    if (!SECTION.test(section)) problems.push(`${id}: ${section} is not a section of a fact page`);
}
