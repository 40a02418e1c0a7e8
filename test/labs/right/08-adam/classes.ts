/* Answers as instances of classes with values behind getters; the trained one has its gradient too. */
import { type Algebra, apply, type Inputs, type Params, type Transform } from "@downhill/optimizers";
import { moveTo, scope, type Tensor } from "@downhill/tensor";

type At<V> = Inputs<V, "m" | "v", "learningRate" | "beta1" | "beta2" | "epsilon">;

class Mean<V> {
  readonly #algebra: Algebra<V>;
  readonly beta: V | number;
  constructor(algebra: Algebra<V>, beta: V | number) {
    this.#algebra = algebra;
    this.beta = beta;
  }
  takesIn(old: V, value: V): V {
    const { add, mul, sub } = this.#algebra;
    return add(mul(old, this.beta), mul(value, sub(1, this.beta)));
  }
  corrected(mean: V, t: V | number): V {
    const { div, pow, sub } = this.#algebra;
    return div(mean, sub(1, pow(this.beta, t)));
  }
}

class Answer<T extends object> {
  readonly #parts: T;
  constructor(parts: T) {
    this.#parts = parts;
  }
  protected get parts(): T {
    return this.#parts;
  }
}
class Moments<V> extends Answer<{ m: V; v: V }> {
  get m(): V {
    return this.parts.m;
  }
  get v(): V {
    return this.parts.v;
  }
}

export function moments<V>(algebra: Algebra<V>, at: At<V>): { readonly m: V; readonly v: V } {
  const m = new Mean(algebra, at.beta1).takesIn(at.m, at.g);
  const v = new Mean(algebra, at.beta2).takesIn(at.v, algebra.square(at.g));
  return new Moments({ m, v });
}

export function corrected<V>(algebra: Algebra<V>, at: At<V>) {
  return {
    get mHat() {
      return new Mean(algebra, at.beta1).corrected(at.m, at.t);
    },
    get vHat() {
      return new Mean(algebra, at.beta2).corrected(at.v, at.t);
    },
  };
}

class Stepped<V> {
  readonly m: V;
  readonly v: V;
  readonly #update: V;
  constructor(update: V, m: V, v: V) {
    this.m = m;
    this.v = v;
    this.#update = update;
  }
  get update(): V {
    return this.#update;
  }
}

export function adam<V>(algebra: Algebra<V>, at: At<V>): Stepped<V> {
  const { m, v } = moments(algebra, at);
  const { mHat, vHat } = corrected(algebra, { ...at, m, v });
  const size = algebra.div(mHat, algebra.add(algebra.sqrt(vHat), at.epsilon));
  return new Stepped(algebra.neg(algebra.mul(at.learningRate, size)), m, v);
}

export function adamw<V>(algebra: Algebra<V>, at: At<V> & { readonly weightDecay: V | number }): Stepped<V> {
  const { update, m, v } = adam(algebra, at);
  const decay = algebra.mul(at.learningRate, algebra.mul(at.weightDecay, at.p));
  return new Stepped(algebra.sub(update, decay), m, v);
}

class Trained<P, S> {
  readonly #all: { loss: Tensor; params: P; state: S; gradient: P };
  constructor(all: { loss: Tensor; params: P; state: S; gradient: P }) {
    this.#all = all;
  }
  get loss(): Tensor {
    return this.#all.loss;
  }
  get params(): P {
    return this.#all.params;
  }
  get state(): S {
    return this.#all.state;
  }
  get gradient(): P {
    return this.#all.gradient;
  }
}

export function trainStep<P extends Params, S>(
  lossAndGradient: (params: P) => readonly [Tensor, P],
  optimizer: Transform<S>,
  params: P,
  state: S,
  step: number,
): Trained<P, S> {
  using s = scope("step");
  const [loss, gradient] = lossAndGradient(params);
  const [updates, next] = optimizer.update(gradient, state, params, step);
  const all = { loss, params: apply(params, updates), state: next, gradient };
  moveTo(loss, s.parent);
  return new Trained(s.keep(all));
}
