/* Everything freed by hand, leaf by leaf; no scope anywhere. */
import { apply, type Algebra, type Params, type Transform } from "@downhill/optimizers";
import { leaves, type Tensor } from "@downhill/tensor";

type Named<V> = { readonly [name: string]: V };
type Numbers<V> = Algebra<V>;

export const moments = <V>({ add, sub, mul }: Numbers<V>, { g, m, v, beta1, beta2 }: Named<V>) => ({
  m: add(m!, mul(sub(1, beta1!), sub(g!, m!))),
  v: add(v!, mul(sub(1, beta2!), sub(mul(g!, g!), v!))),
});

export const corrected = <V>({ sub, div, pow }: Numbers<V>, { m, v, t, beta1, beta2 }: Named<V>) => ({
  vHat: div(v!, sub(1, pow(beta2!, t!))),
  mHat: div(m!, sub(1, pow(beta1!, t!))),
});

export const adam = <V>(algebra: Numbers<V>, at: Named<V>) => {
  const { add, div, mul, pow, sqrt } = algebra;
  const means = moments(algebra, at);
  const { mHat, vHat } = corrected(algebra, { ...at, ...means });
  const denominator = add(pow(vHat, 0.5), at["epsilon"]!);
  void sqrt;
  return { ...means, update: div(mul(mul(-1, at["learningRate"]!), mHat), denominator) };
};

export const adamw = <V>(algebra: Numbers<V>, at: Named<V>) => {
  const answer = adam(algebra, at);
  const shrink = algebra.neg(algebra.mul(algebra.mul(at["p"]!, at["learningRate"]!), at["weightDecay"]!));
  return { ...answer, update: algebra.add(shrink, answer.update) };
};

const free = (tree: Params): void => leaves<Tensor>(tree).forEach((leaf) => leaf.dispose());

export function trainStep<P extends Params, S>(
  lossAndGradient: (params: P) => readonly [Tensor, P],
  optimizer: Transform<S>,
  params: P,
  state: S,
  step: number,
) {
  const pair = lossAndGradient(params);
  const result = optimizer.update(pair[1], state, params, step);
  free(pair[1]);
  const moved = apply(params, result[0]);
  free(result[0]);
  return { state: result[1], params: moved, loss: pair[0] };
}
