/* Both moments in one loop over their names; results without a prototype; `named` for the equation's symbols. */
import { type Algebra, apply, type Params, type Transform } from "@downhill/optimizers";
import { scope, type Tensor } from "@downhill/tensor";

const betaOf = { m: "beta1", v: "beta2" } as const;
const names = Object.keys(betaOf) as (keyof typeof betaOf)[];
type At<V> = Record<string, V>;

const record = <V>(entries: Iterable<readonly [string, V]>): Record<string, V> => {
  const made = Object.create(null) as Record<string, V>;
  for (const [name, value] of entries) made[name] = value;
  return made;
};

export function moments<V>({ add, sub, mul, square }: Algebra<V>, at: At<V>) {
  const fresh = { m: at["g"]!, v: square(at["g"]!) };
  return record(
    names.map((name) => {
      const beta = at[betaOf[name]]!;
      return [name, add(mul(beta, at[name]!), mul(sub(1, beta), fresh[name]))];
    }),
  );
}

export function corrected<V>({ sub, div, pow, named }: Algebra<V>, at: At<V>) {
  function* hats(): Generator<[string, V]> {
    for (const name of names) {
      yield [`${name}Hat`, named(`\\hat ${name}`, div(at[name]!, sub(1, pow(at[betaOf[name]]!, at["t"]!))))];
    }
  }
  return record(hats());
}

export function adam<V>(algebra: Algebra<V>, at: At<V>) {
  const means = moments(algebra, at);
  const { mHat, vHat } = corrected(algebra, { ...at, ...means });
  const { add, mul, div, neg, sqrt } = algebra;
  const update = mul(neg(at["learningRate"]!), div(mHat!, add(sqrt(vHat!), at["epsilon"]!)));
  return record([...Object.entries(means), ["update", update]]);
}

export function adamw<V>(algebra: Algebra<V>, at: At<V>) {
  const { update, ...means } = adam(algebra, at);
  const { sub, mul } = algebra;
  const rate = mul(at["learningRate"]!, at["weightDecay"]!);
  return record([["update", sub(update!, mul(rate, at["p"]!))], ...Object.entries(means)]);
}

export function trainStep<P extends Params, S>(
  lossAndGradient: (params: P) => readonly [Tensor, P],
  optimizer: Transform<S>,
  params: P,
  state: S,
  step: number,
) {
  const s = scope("trainStep");
  try {
    const [loss, gradient] = lossAndGradient(params);
    const [updates, next] = optimizer.update(gradient, state, params, step);
    return record<unknown>(Object.entries(s.keep({ loss, params: apply(params, updates), state: next })));
  } finally {
    s[Symbol.dispose]();
  }
}
