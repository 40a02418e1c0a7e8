import { checkForm, paths, type Tensor, treeMap, ValueError } from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import { descend } from "./descend.ts";
import type { Params, StateOf, Step, Transform } from "./optimizer.ts";

/** A part of the parameters, those with a path that matches the pattern, and the optimizer for it. */
export type Part = readonly [pattern: RegExp, optimizer: Transform<unknown>];

type StatesOf<Parts extends readonly Part[], Rest extends Transform<unknown>> = readonly [
  ...{ readonly [K in keyof Parts]: StateOf<Parts[K][1]> },
  StateOf<Rest>,
];

/**
 * Uses different optimizers for different parameters: each goes to the first part with a pattern that matches its path, such as
 * `layers.0.b`, otherwise to `rest`. Its state is the tuple of their states, `rest`'s last; in them a parameter is under its
 * path. Clipping within a part sees only that part.
 *
 * $$\theta_i \leftarrow \theta_i + u_{k}(g)_i, \qquad k = \min\,\{\,k : \text{pattern } k \text{ matches the path of } \theta_i\,\}$$
 *
 * @param rest the optimizer for all parameters that no pattern matches.
 * @param parts patterns and optimizers; the first match wins.
 * @throws ValueError, from `init`, when a pattern matches none of the parameters left by earlier parts.
 * @example
 * ```ts
 * import { adamw, partition } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const noDecayOnBias = partition(adamw({ weightDecay: 0.1 }), [/(^|\.)b$/, adamw({ weightDecay: 0 })]);
 * const params = { w: tensor([1]), b: tensor([1]) };
 * const zero = { w: tensor([0]), b: tensor([0]) };
 * noDecayOnBias.update(zero, noDecayOnBias.init(params), params, 0)[0]; // { w: [-0.0001], b: [0] }
 * ```
 * @see Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019; biases are commonly exempt from its decay.
 */
export function partition<const Parts extends readonly Part[], Rest extends Transform<unknown>>(
  rest: Rest,
  ...parts: Parts
): Transform<StatesOf<Parts, Rest>> {
  type State = StatesOf<Parts, Rest>;
  for (const [i, part] of parts.entries()) {
    checkForm("partition", `part ${i + 1}`, part, "list", {
      en: "give a pattern and an optimizer, such as [/b$/, adam()]",
      zh: "请给出模式和优化器，例如 [/b$/, adam()]",
    });
  }
  const optimizers = [...parts.map((part) => part[1]), rest];
  refuseOthers("partition", optimizers);
  const partOf = (path: string): number => {
    const first = parts.findIndex(([pattern]) => path.search(pattern) >= 0);
    return first < 0 ? parts.length : first;
  };
  /** The leaves of each part by path. */
  const split = (tree: Params): Record<string, Tensor>[] => {
    const split = optimizers.map((): Record<string, Tensor> => ({}));
    for (const [path, leaf] of paths<Tensor>(tree)) split[partOf(path)]![path] = leaf;
    return split;
  };
  /** The results of each optimizer for its part, merged into the parameters' form, and their states. */
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
