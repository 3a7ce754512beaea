import { isList, isObject, type JsonObject, type JsonValue } from './json.js';

type Todo = { readonly text: string } | { readonly value: JsonValue };

/**
 * JSON of a value, part by part and without recursion, so that the writer of a long one can let others have their turn; with the members
 * of objects in order, where the same value is to have the same text.
 */
export function* jsonParts(
  value: JsonValue,
  { isOrdered = false }: { readonly isOrdered?: boolean } = {},
): Generator<string, void, void> {
  const todo: Todo[] = [{ value }];
  for (let next = todo.pop(); next; next = todo.pop()) {
    if ('text' in next) yield next.text;
    else if (isList(next.value)) openList(next.value, todo);
    else if (isObject(next.value)) openObject(next.value, { todo, isOrdered });
    else yield JSON.stringify(next.value) ?? 'null';
  }
}

/** Puts what a list consists of on the pile, its end at the bottom. */
function openList(list: readonly JsonValue[], todo: Todo[]): void {
  todo.push({ text: ']' });
  for (let at = list.length - 1; at >= 0; at -= 1)
    todo.push({ value: list[at] }, { text: at > 0 ? ',' : '' });
  todo.push({ text: '[' });
}

/** The same of an object. */
function openObject(
  object: JsonObject,
  { todo, isOrdered }: { readonly todo: Todo[]; readonly isOrdered: boolean },
): void {
  const names = Object.keys(object).filter((name) => object[name] !== undefined);
  if (isOrdered) names.sort();
  todo.push({ text: '}' });
  for (const [behind, name] of names.reverse().entries())
    todo.push(
      { value: object[name] },
      { text: `${behind < names.length - 1 ? ',' : ''}${JSON.stringify(name)}:` },
    );
  todo.push({ text: '{' });
}
