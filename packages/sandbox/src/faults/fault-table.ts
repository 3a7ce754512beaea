import type { Random } from '../random.js';
import { type ActiveFault, checkFault, type FaultRule } from './fault.js';

interface Entry<Kept> {
  readonly kept: Kept;
  readonly id: number;
  readonly rule: FaultRule;
  seen: number;
  struck: number;
}

/** A fault that strikes, with what the data was when it was set. */
export interface Strike<Kept> {
  readonly rule: FaultRule;
  readonly kept: Kept;
}

/** The faults that are set. */
export class FaultTable<Kept> {
  readonly #random: Random;
  readonly #keep: (rule: FaultRule) => Kept;
  #entries: Entry<Kept>[] = [];
  #lastId = 0;

  /** `keep` returns what is kept with a fault from the moment at which it is set. */
  constructor(random: Random, keep: (rule: FaultRule) => Kept) {
    this.#random = random;
    this.#keep = keep;
  }

  /** Sets a fault and returns its number; throws a RangeError where the rule is invalid. */
  add(rule: FaultRule): number {
    checkFault(rule);
    this.#lastId += 1;
    this.#entries.push({ id: this.#lastId, rule, kept: this.#keep(rule), seen: 0, struck: 0 });
    return this.#lastId;
  }

  remove(id: number): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    return this.#entries.length < before;
  }

  clear(): void {
    this.#entries = [];
  }

  list(): ActiveFault[] {
    return this.#entries.map(({ id, rule, struck }) => ({ ...rule, id, struck }));
  }

  /** The first fault that strikes this operation; a fault that has struck its count is gone. */
  strike(operation: string, method: string): Strike<Kept> | undefined {
    for (const entry of this.#entries) {
      if (!concerns(entry.rule, operation, method)) continue;
      entry.seen += 1;
      if (entry.seen <= (entry.rule.skip ?? 0) || this.#random() >= (entry.rule.probability ?? 1))
        continue;
      entry.struck += 1;
      if (entry.struck >= (entry.rule.count ?? Number.POSITIVE_INFINITY)) this.remove(entry.id);
      return entry;
    }
    return undefined;
  }
}

function concerns(rule: FaultRule, operation: string, method: string): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
  const wanted = rule.operation ?? '*';
  if (wanted === '*' || wanted === operation) return true;
  const [resource, verb] = operation.split('.');
  return wanted === resource || wanted === `*.${verb}`;
}
