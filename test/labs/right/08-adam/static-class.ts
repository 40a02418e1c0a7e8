/* One class with static methods that are taken from it; closures that wait for their algebra; `Readonly` everywhere. */
import { apply, type Algebra, type Params, type Transform } from "@downhill/optimizers";
import { scope, type Tensor } from "@downhill/tensor";

type At<V> = Readonly<Record<"g" | "m" | "v" | "p" | "t", V>> & Readonly<Record<string, V>>;

const mix =
  <V>({ add, mul, sub }: Algebra<V>) =>
  (share: V) =>
  (old: V, fresh: V): V =>
    add(mul(share, old), mul(sub(1, share), fresh));

class Adam {
  static moments = <V>(algebra: Algebra<V>, { g, m, v, beta1, beta2 }: At<V>) => {
    const by = mix(algebra);
    return { m: by(beta1!)(m, g), v: by(beta2!)(v, algebra.square(g)) };
  };

  static corrected = <V>({ div, sub, pow }: Algebra<V>, { t, beta1, beta2, ...at }: At<V>) => {
    const [mHat, vHat] = (
      [
        [at.m, beta1!],
        [at.v, beta2!],
      ] as const
    ).map(([x, b]) => div(x, sub(1, pow(b, t))));
    return { mHat: mHat!, vHat: vHat! };
  };

  static adam = <V>(algebra: Algebra<V>, at: At<V>) => {
    const state = Adam.moments(algebra, at);
    const { mHat, vHat } = Adam.corrected(algebra, { ...at, ...state });
    const { add, div, mul, neg, sqrt } = algebra;
    return { ...state, update: neg(mul(div(mHat, add(sqrt(vHat), at["epsilon"]!)), at["learningRate"]!)) };
  };

  static adamw = <V>(algebra: Algebra<V>, at: At<V>) => {
    const { update: adams, ...state } = Adam.adam(algebra, at);
    const { sub, mul } = algebra;
    return { update: sub(adams, mul(at.p, mul(at["weightDecay"]!, at["learningRate"]!))), ...state };
  };

  static trainStep<P extends Params, S>(
    lossAndGradient: (params: P) => readonly [Tensor, P],
    optimizer: Transform<S>,
    params: P,
    state: S,
    step: number,
  ) {
    using outer = scope("trainStep");
    const [loss, gradient] = lossAndGradient(params);
    const updated = ((): readonly [P, S] => {
      using inner = scope("update");
      const [updates, next] = optimizer.update(gradient, state, params, step);
      return inner.keep([apply(params, updates), next] as const);
    })();
    outer.keep([loss, updated]);
    return { loss, params: updated[0], state: updated[1] };
  }
}

export const { moments, corrected, adam, adamw, trainStep } = Adam;
