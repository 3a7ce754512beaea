type Todo = { readonly text: string } | { readonly value: unknown };

/**
 * JSON of a value, part by part and without recursion, so that the writer of a long one can let others have their turn; with the members
 * of objects in order, where the same value is to have the same text.
 */
export function* jsonParts(
  value: unknown,
  { isOrdered = false }: { readonly isOrdered?: boolean } = {},
): Generator<string, void, void> {
  const todo: Todo[] = [{ value }];
  for (let next = todo.pop(); next; next = todo.pop()) {
    if ('text' in next) yield next.text;
    else if (typeof next.value !== 'object' || next.value === null)
      yield JSON.stringify(next.value) ?? 'null';
    else open(next.value as Holder, { todo, isOrdered });
  }
}

type Holder = Readonly<Record<string | number, unknown>>;

/** Puts what a list or an object consists of on the pile, its end at the bottom. */
function open(
  holder: Holder,
  { todo, isOrdered }: { readonly todo: Todo[]; readonly isOrdered: boolean },
): void {
  const isList = Array.isArray(holder);
  const names = isList
    ? [...holder.keys()]
    : Object.keys(holder).filter((name) => holder[name] !== undefined);
  if (isOrdered && !isList) names.sort();
  todo.push({ text: isList ? ']' : '}' });
  for (let at = names.length - 1; at >= 0; at -= 1) {
    todo.push({ value: holder[names[at]!] });
    todo.push({ text: `${at > 0 ? ',' : ''}${isList ? '' : `${JSON.stringify(names[at])}:`}` });
  }
  todo.push({ text: isList ? '[' : '{' });
}
