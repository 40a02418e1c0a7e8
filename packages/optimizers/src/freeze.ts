import { paths, type Tensor, treeMap, ValueError, zerosLike } from "@downhill/tensor";
import { checked, refuseOthers } from "./checked.ts";
import type { Transform } from "./optimizer.ts";
import { partition } from "./partition.ts";

/** No state: frozen parameters need none. */
type Nothing = Readonly<Record<never, never>>;

/**
 * An optimizer that leaves some parameters as they are: they get no update and no weight decay, and no state is kept for
 * them. All others move as if the frozen ones did not exist; clipping inside sees only those that move.
 *
 * $$\theta_i \leftarrow \begin{cases} \theta_i & \text{pattern matches the path of } \theta_i \\ \theta_i + u(g)_i & \text{else} \end{cases}$$
 *
 * A pattern is a path such as `encoder.0.w`, or a prefix of one: `encoder` means everything in it. `*` matches one name
 * and `**` any number of names: `*.b` is the `b` of every layer, and `**.b` is every `b` at any depth. For regular
 * expressions, use {@link partition}. Gradients of frozen parameters are still computed, and then ignored; to skip that work
 * too, pass `stopGradient` of these parameters to the model.
 *
 * @param patterns at least one.
 * @returns a transform; its state is a pair: an empty one, and the optimizer's for the parameters that move.
 * @throws ValueError when there is no pattern and, from `init`, when one matches no parameter or all parameters are frozen; KindError
 *   when the optimizer is not a transform.
 * @example
 * ```ts
 * import { adamw, freeze } from "@downhill/optimizers";
 * import { tensor } from "@downhill/tensor";
 * const params = { encoder: { w: tensor([1]) }, head: { w: tensor([1]) } };
 * const optimizer = freeze(adamw({ learningRate: 0.1 }), "encoder");
 * const grads = { encoder: { w: tensor([5]) }, head: { w: tensor([5]) } };
 * optimizer.update(grads, optimizer.init(params), params, 0)[0]; // { encoder: { w: [0] }, head: { w: [-0.101] } }
 * ```
 * @see Howard and Ruder, "Universal language model fine-tuning for text classification", ACL 2018, §3.3: layers are unfrozen
 *   one after another.
 */
export function freeze<State>(
  optimizer: Transform<State>,
  ...patterns: readonly string[]
): Transform<readonly [Nothing, State]> {
  refuseOthers("freeze", [optimizer]);
  if (patterns.length === 0) {
    throw new ValueError("empty", {
      en: `freeze: there is no pattern; name what is frozen, such as "encoder"`,
      zh: `freeze：没有给出模式；请写明要冻结的参数，例如 "encoder"`,
    });
  }
  const frozen = patterns.map(patternOf);
  const parted = partition(optimizer, [
    new RegExp(frozen.map(({ source }) => `(?:${source})`).join("|")),
    still,
  ]);
  return checked({
    ...parted,
    name: `freeze(${optimizer.name}, ${patterns.join(", ")})`,
    init(params) {
      const known = paths<Tensor>(params).map(([path]) => path);
      for (const [i, pattern] of frozen.entries()) {
        if (known.some((path) => pattern.test(path))) continue;
        throw new ValueError("no-match", {
          en: `freeze: no parameter matches "${patterns[i]!}"; the parameters are ${known.join(", ")}`,
          zh: `freeze：没有参数符合 "${patterns[i]!}"，现有的参数是 ${known.join("、")}`,
        });
      }
      if (known.every((path) => frozen.some((pattern) => pattern.test(path)))) {
        throw new ValueError("empty", {
          en: `freeze: every parameter is frozen, and nothing is left to train; name fewer than ${known.join(", ")}`,
          zh: `freeze：所有参数都被冻结，没有可以训练的了；请不要把 ${known.join("、")} 全部写上`,
        });
      }
      return parted.init(params);
    },
  });
}

/** The transform of frozen parameters: no update, no state. */
const still: Transform<Nothing> = {
  name: "still",
  init: () => ({}),
  update: (_, state, params) => [treeMap((p: Tensor) => zerosLike(p), params), state],
  step: (_, state, params) => [params, state],
};

/** @throws ValueError unless it is a path, possibly with stars. */
function patternOf(pattern: string): RegExp {
  const shownPattern = typeof pattern === "string" ? `"${pattern}"` : typeof pattern;
  if (typeof pattern !== "string" || pattern === "") {
    throw new ValueError("invalid-option", {
      en: `freeze: ${shownPattern} is not a path; give one such as "encoder.0" or "*.b"`,
      zh: `freeze：${shownPattern} 不是路径；请给出 "encoder.0" 或 "*.b" 这样的路径`,
    });
  }
  const names = pattern
    .split(/(\*\*\.|\*\*|\*)/)
    .map((part, i) => (i % 2 === 0 ? part.replaceAll(/[\\^$.|?+()[\]{}]/g, "\\$&") : stars[part]!));
  return new RegExp(`^${names.join("")}(?:\\.|$)`);
}

const stars: Readonly<Record<string, string>> = { "**.": "(?:.*\\.)?", "**": ".*", "*": "[^.]*" };
