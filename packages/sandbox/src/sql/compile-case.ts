import type { Compiled } from './compiled.js';
import type { Compiler } from './compiler.js';
import type { CaseExpression } from './syntax.js';
import { coerce, joinedType } from './value.js';

/** Makes a CASE ready to run; its type is the highest of what its branches give. */
export function compileCase(
  { subject, branches, otherwise }: CaseExpression,
  compiler: Compiler,
): Compiled {
  const compiled = branches.map(({ when, result }) => ({
    when: compiler.condition(
      subject ? { kind: 'comparison', operator: '=', left: subject, right: when } : when,
    ),
    result: compiler.value(result),
  }));
  const last = otherwise ? compiler.value(otherwise) : undefined;
  const type = [...compiled.map(({ result }) => result.type), last?.type ?? 'null'].reduce(
    joinedType,
  );
  return {
    type,
    run: (frame) => {
      const met = compiled.find(({ when }) => when.run(frame) === true);
      return coerce(met ? met.result.run(frame) : (last?.run(frame) ?? null), type);
    },
  };
}
