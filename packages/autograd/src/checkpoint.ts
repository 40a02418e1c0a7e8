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

/** Listens for the tensors that a function captures: tensors it uses but that no operation inside it made. */
class Taken implements Recorder {
  readonly #made = new Set<Tensor>();
  readonly taken = new Set<Tensor>();

  record({ inputs, output }: Call): void {
    for (const input of inputs) if (!this.#made.has(input)) this.taken.add(input);
    this.#made.add(output);
  }
}

/**
 * The same function, for which a tape stores only the inputs and the output, not the inside. The reverse pass
 * recomputes the inside. For $n$ checkpointed layers of $m$ values each, memory falls from $O(nm)$ to $O(n + m)$ for
 * one more forward pass. Values and gradients, of every order, are the same.
 *
 * @param fn any function from tensors, numbers, trees … to one tensor, that returns the same result each time it is
 * called (a random key among its arguments is fine). Tensors that it captures get their gradients too.
 * @throws KindError if `fn` is not a function; GradientError when `fn` does not return a tensor.
 * @example
 * ```ts
 * import { checkpoint, grad } from "@downhill/autograd";
 * import { exp, sum, type Tensor, tensor } from "@downhill/tensor";
 * const layer = checkpoint((x: Tensor) => exp(exp(x)));
 * grad((x: Tensor) => sum(layer(x)))(tensor([0])); // e^1 = [2.71828]
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
      throw new GradientError("not-a-tensor", {
        en: `checkpoint: the function returned ${typeof output}, not a tensor; return one tensor`,
        zh: `checkpoint：函数返回的是 ${typeof output}，不是张量；请返回后面要用的那一个张量`,
      });
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
