/** A short text that a pattern takes; undefined where the pattern is beyond what is understood here. */
export function sampleText(pattern: RegExp): string | undefined {
  const made = new Sampler(pattern.source).alternatives();
  return made !== undefined && pattern.test(made) ? made : undefined;
}

const ofClass: Readonly<Record<string, string>> = {
  d: '1',
  w: 'a',
  s: ' ',
  D: 'a',
  W: '-',
  S: 'a',
  b: '',
  B: '',
};

/** Walks through a pattern and takes the first way through: the first alternative, the first sign of a set, the fewest repeats. */
class Sampler {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): string | undefined {
    const first = this.#sequence();
    while (this.#next('|')) this.#sequence();
    return first;
  }

  #sequence(): string | undefined {
    let text: string | undefined = '';
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) {
      const one = this.#atom();
      const times = this.#fewest();
      text = text === undefined || one === undefined ? undefined : text + one.repeat(times);
    }
    return text;
  }

  #atom(): string | undefined {
    const sign = this.#source.charAt(this.#at);
    this.#at += 1;
    if (sign === '^' || sign === '$') return '';
    if (sign === '.') return 'a';
    if (sign === '(') return this.#group();
    if (sign === '[') return this.#set();
    if (sign !== '\\') return sign;
    const escaped = this.#source[this.#at] ?? '';
    this.#at += 1;
    return ofClass[escaped] ?? escaped;
  }

  #group(): string | undefined {
    const looksAround = /^\?(<?[=!])/.exec(this.#source.slice(this.#at)) !== null;
    const opening = /^\?(:|<\w+>)/.exec(this.#source.slice(this.#at));
    this.#at += opening?.[0].length ?? 0;
    const text = this.alternatives();
    this.#next(')');
    return looksAround ? undefined : text;
  }

  #set(): string | undefined {
    const end = this.#source.indexOf(']', this.#at + 1);
    const set = this.#source.slice(this.#at, end);
    this.#at = end + 1;
    const within = new RegExp(`[${set}]`);
    return [...'A1a -_.@/'].find((sign) => within.test(sign)) ?? set[0];
  }

  #fewest(): number {
    const found = /^(?:([*?])|(\+)|\{(\d+)(?:,\d*)?\})\??/.exec(this.#source.slice(this.#at));
    if (!found) return 1;
    this.#at += found[0].length;
    if (found[1] !== undefined) return 0;
    return found[2] === undefined ? Number(found[3]) : 1;
  }

  #next(sign: string): boolean {
    if (this.#source[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }
}
