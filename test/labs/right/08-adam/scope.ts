/* A scope with `using`, a namespace import, everything in one rule, exported under other names at the end. */
import type * as optimizers from "@downhill/optimizers";
import * as td from "@downhill/tensor";

type Algebra<V> = optimizers.Algebra<V>;
type Any<V> = optimizers.Inputs<V, "m" | "v", "learningRate" | "beta1" | "beta2" | "epsilon" | "weightDecay">;

function running<V>(a: Algebra<V>, at: Any<V>) {
  const weigh = (beta: V | number, old: V, fresh: V): V =>
    a.add(a.mul(old, beta), a.sub(fresh, a.mul(fresh, beta)));
  return { m: weigh(at.beta1, at.m, at.g), v: weigh(at.beta2, at.v, a.pow(at.g, 2)) };
}

function unbiased<V>(a: Algebra<V>, at: Any<V>) {
  const by = (beta: V | number): V => a.div(1, a.sub(1, a.pow(beta, at.t)));
  return { mHat: a.mul(at.m, by(at.beta1)), vHat: a.mul(at.v, by(at.beta2)) };
}

/** The faster form of the paper's section 2, with the ε that makes it the same. */
function step<V>(a: Algebra<V>, at: Any<V>) {
  const { m, v } = running(a, at);
  const root = a.sqrt(a.sub(1, a.pow(at.beta2, at.t)));
  const rate = a.div(a.mul(at.learningRate, root), a.sub(1, a.pow(at.beta1, at.t)));
  return { update: a.neg(a.div(a.mul(rate, m), a.add(a.sqrt(v), a.mul(at.epsilon, root)))), m, v };
}

function decayed<V>(a: Algebra<V>, at: Any<V>) {
  const shrunk = a.mul(at.p, a.sub(1, a.mul(at.learningRate, at.weightDecay)));
  const { update, m, v } = step(a, at);
  return { m, v, update: a.add(a.sub(shrunk, at.p), update) };
}

type Trained<P, S> = { loss: td.Tensor; params: P; state: S };
function one<P extends optimizers.Params, S>(
  lossAndGradient: (params: P) => readonly [td.Tensor, P],
  optimizer: optimizers.Transform<S>,
  ...[params, state, t]: [params: P, state: S, step: number]
): Trained<P, S> {
  using s = td.scope("one step");
  const [loss, gradient] = lossAndGradient(params);
  const [updates, next] = optimizer.update(gradient, state, params, t);
  const moved = td.treeMap((p: td.Tensor, u: td.Tensor) => td.add(p, u), params, updates);
  return s.keep({ loss, params: moved, state: next });
}

export { running as moments, unbiased as corrected, step as adam, decayed as adamw, one as trainStep };
