import { paths, type Tensor, treeMap, ValueError } from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import { descend } from "./descend.ts";
import type { Params, StateOf, Step, Transform } from "./optimizer.ts";

/** A part of the parameters, those whose path fits the pattern, and what moves it. */
export type Part = readonly [pattern: RegExp, optimizer: Transform<unknown>];

type StatesOf<Parts extends readonly Part[], Rest extends Transform<unknown>> = readonly [
  ...{ readonly [K in keyof Parts]: StateOf<Parts[K][1]> },
  StateOf<Rest>,
];

/**
 * Moves different parameters by different optimizers: each by the first part whose pattern fits its path, such as
 * `layers.0.b`, or else by `rest`. Its state is the tuple of theirs, `rest`'s last; in them a parameter stands under its
 * path. A clipping within a part sees only that part.
 *
 * $$\theta_i \leftarrow \theta_i + u_{k}(g)_i, \qquad k = \min\,\{\,k : \text{pattern } k \text{ fits the path of } \theta_i\,\}$$
 *
 * @param rest the optimizer of all that no pattern fits.
 * @param parts patterns and optimizers, the first fit first.
 * @throws ValueError, from `init`, when a pattern fits none of the parameters that the parts before it leave.
 * @example
 * ```ts
 * import { adamw, partition } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const noDecayOnBias = partition(adamw({ weightDecay: 0.1 }), [/(^|\.)b$/, adamw({ weightDecay: 0 })]);
 * const params = { w: tensor([1]), b: tensor([1]) };
 * const zero = { w: tensor([0]), b: tensor([0]) };
 * noDecayOnBias.update(zero, noDecayOnBias.init(params), params, 0)[0]; // { w: [-0.0001], b: [0] }
 * ```
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, whose decay biases are commonly spared.
 */
export function partition<const Parts extends readonly Part[], Rest extends Transform<unknown>>(
  rest: Rest,
  ...parts: Parts
): Transform<StatesOf<Parts, Rest>> {
  type State = StatesOf<Parts, Rest>;
  const optimizers = [...parts.map((part) => part[1]), rest];
  refuseOthers("partition", optimizers);
  const partOf = (path: string): number => {
    const first = parts.findIndex(([pattern]) => path.search(pattern) >= 0);
    return first < 0 ? parts.length : first;
  };
  /** For each part its leaves by path. */
  const split = (tree: Params): Record<string, Tensor>[] => {
    const split = optimizers.map((): Record<string, Tensor> => ({}));
    for (const [path, leaf] of paths<Tensor>(tree)) split[partOf(path)]![path] = leaf;
    return split;
  };
  /** What each optimizer makes of its part, brought together in the parameters' form, and their states. */
  const together =
    (way: typeof descend) =>
    <P extends Params>(
      grads: P,
      state: State,
      params: P,
      step: Step,
      last?: boolean,
    ): readonly [P, State] => {
      const [gradsOf, paramsOf] = [split(grads), split(params)];
      const order = paths<Tensor>(params).map(([path]) => path);
      const made: Record<string, Tensor> = {};
      const next = optimizers.map((optimizer, i) => {
        if (Object.keys(paramsOf[i]!).length === 0) return state[i];
        const [tree, after] = way(optimizer, gradsOf[i]!, state[i], paramsOf[i]!, step, last);
        Object.assign(made, tree);
        return after;
      });
      let leaf = 0;
      return [treeMap((_: Tensor) => made[order[leaf++]!]!, params), next as unknown as State];
    };
  return checked({
    name: `partition(${optimizers.map(({ name }) => name).join(", ")})`,
    init(params) {
      const leaves = split(params);
      const idle = parts.find((_, i) => Object.keys(leaves[i]!).length === 0);
      if (idle !== undefined) {
        const known = paths<Tensor>(params).map(([path]) => path);
        throw new ValueError("no-match", {
          en: `partition: no parameter is left for ${String(idle[0])}; the parameters are ${known.join(", ")}`,
          zh: `partition：没有参数留给 ${String(idle[0])}，现有的参数是 ${known.join("、")}`,
        });
      }
      return optimizers.map((optimizer, i) => optimizer.init(leaves[i]!)) as unknown as State;
    },
    update: together((optimizer, ...at) => optimizer.update(...at)),
    step: together(descend),
  });
}
