// Everything hangs on classes with getters and private fields; results are instances, not plain objects.
type Tree = number[] | Tree[] | { [name: string]: Tree };
interface Step<S> {
  readonly update: Tree;
  readonly state: S;
}
type Rule<S> = (gradient: Tree, state: S) => Step<S>;

class Slopes {
  readonly #values: readonly number[];
  constructor(values: readonly number[]) {
    this.#values = values;
  }
  get largest(): number {
    return this.#values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  }
  get norm(): number {
    const unit = this.largest;
    if (!(unit > 0) || unit === Infinity) return unit;
    return unit * this.#values.reduce((sum, value) => sum + (value / unit) * (value / unit), 0) ** 0.5;
  }
  get finite(): boolean {
    return !this.#values.some((value) => !Number.isFinite(value));
  }
  clipped(limit: number): number[] {
    if (!this.finite) return this.#values.map(() => NaN);
    const length = this.norm;
    return this.#values.map((value) => (length > limit ? (value / length) * limit : value));
  }
}

class Grove {
  readonly #tree: Tree;
  constructor(tree: Tree) {
    this.#tree = tree;
  }
  *#walk(tree: Tree): Generator<number> {
    for (const part of Object.values(tree) as (number | Tree)[])
      if (typeof part === "number") yield part;
      else yield* this.#walk(part);
  }
  get slopes(): Slopes {
    return new Slopes([...this.#walk(this.#tree)]);
  }
  filled(values: Iterator<number>, tree: Tree = this.#tree): Tree {
    if (Array.isArray(tree))
      return tree.map((part) =>
        typeof part === "number" ? (values.next().value as number) : this.filled(values, part),
      ) as Tree;
    const made: Record<string, Tree> = {};
    for (const name of Object.keys(tree)) made[name] = this.filled(values, tree[name]!);
    return made;
  }
}

class Skipped<S> {
  readonly #state: S;
  readonly #skipped: number;
  constructor(state: S, skipped: number) {
    [this.#state, this.#skipped] = [state, skipped];
  }
  get state(): S {
    return this.#state;
  }
  get skipped(): number {
    return this.#skipped;
  }
}
class TooManySkipped extends RangeError {
  override readonly name = "TooManySkipped";
}

export const clipByValue = (gradient: number[], limit: number): number[] =>
  gradient.map((slope) => (slope > limit ? limit : slope < -limit ? -limit : slope));
export const norm = (values: number[]): number => new Slopes(values).norm;
export const clipByNorm = (gradient: number[], limit: number): number[] => new Slopes(gradient).clipped(limit);
export function clipByGlobalNorm(gradient: Tree, limit: number): Tree {
  const grove = new Grove(gradient);
  return grove.filled(grove.slopes.clipped(limit)[Symbol.iterator]());
}
export function clipFirst<S>(rule: Rule<S>, limit: number): Rule<S> {
  return function clipped(gradient, state) {
    return rule(clipByGlobalNorm(gradient, limit), state);
  };
}
export function skipNonFinite<S>(rule: Rule<S>, patience: number): Rule<Skipped<S>> {
  return (gradient, before) => {
    const grove = new Grove(gradient);
    if (grove.slopes.finite) {
      const { update, state } = rule(gradient, before.state);
      return { update, state: new Skipped(state, 0) };
    }
    if (before.skipped + 1 > patience) throw new TooManySkipped("no");
    const nothing = (function* () {
      for (;;) yield 0;
    })();
    return { update: grove.filled(nothing), state: new Skipped(before.state, before.skipped + 1) };
  };
}
