import {
  checkFunction,
  type Call,
  type Recorder,
  recording,
  scope,
  Tensor,
  tidy,
  unrecorded,
  zerosLike,
} from "@downhill/tensor";
import { GradientError, Tape } from "./tape.ts";
import { recordWhole } from "./whole.ts";

/** Hears what a function takes from outside: tensors that it uses and no operation in it made. */
class Taken implements Recorder {
  readonly #made = new Set<Tensor>();
  readonly taken = new Set<Tensor>();

  record({ inputs, output }: Call): void {
    for (const input of inputs) if (!this.#made.has(input)) this.taken.add(input);
    this.#made.add(output);
  }
}

/**
 * The same function, which a tape stores without what lies inside: only what goes in and what comes out. The reverse
 * pass computes the inside once more. For $n$ checkpointed layers of $m$ values each, memory falls from $O(nm)$ to
 * $O(n + m)$ for one more forward pass. Values and gradients, of every order, are the same.
 *
 * @param fn any function from tensors, numbers, trees … to one tensor, that answers the same each time it is called (a
 * random key among its arguments is fine). Tensors that it uses from around it get their gradients too.
 * @throws KindError if `fn` is not a function; GradientError when `fn` does not return a tensor.
 * @example
 * ```ts
 * import { checkpoint, grad } from "@downhill/autograd";
 * import { exp, sum, tensor } from "@downhill/tensor";
 * const layer = checkpoint((x) => exp(exp(x)));
 * grad((x) => sum(layer(x)))(tensor([0])); // e^1 = [2.71828]
 * ```
 * @see Chen, Xu, Zhang and Guestrin, "Training deep nets with sublinear memory cost", arXiv:1604.06174.
 */
export const checkpoint =
  <A extends readonly unknown[]>(fn: (...args: A) => Tensor) =>
  (...args: A): Tensor => {
    checkFunction("checkpoint", "fn", fn);
    const listener = new Taken();
    const output = unrecorded(() => tidy("checkpoint", () => recording(listener, () => fn(...args))));
    if (!((output as unknown) instanceof Tensor)) {
      throw new GradientError(
        `checkpoint: the function returned ${typeof output}, not a tensor; return the one tensor that the rest needs`,
        `checkpoint：函数返回的是 ${typeof output}，不是张量；请返回后面要用的那一个张量`,
      );
    }
    // What the function made without an operation (its constants) is freed by now.
    const taken = [...listener.taken].filter((tensor) => !tensor.disposed);
    if (taken.includes(output)) return output;
    recordWhole("checkpoint", taken, output, (ct) => {
      using s = scope("checkpoint");
      const tape = new Tape(taken);
      const y = recording(tape, () => fn(...args));
      const cotangents = tape.reverse(y, ct);
      return s.keep(taken.map((x) => cotangents.get(x) ?? zerosLike(x)));
    });
    return output;
  };
