import { type AnyOp, record, type Tensor } from "@downhill/tensor";

/**
 * Reports a function to the open tapes as if it were one operation. Its cotangents are computed together, once in each
 * reverse pass, when the first of them is needed.
 */
export function recordWhole(
  name: string,
  inputs: readonly Tensor[],
  output: Tensor,
  cotangents: (ct: Tensor) => readonly Tensor[],
): void {
  const passes = new WeakMap<object, readonly Tensor[]>();
  const names = inputs.map((_, i) => `x${i}`);
  const op: AnyOp = {
    name,
    inputs: names,
    tex: String.raw`f(x)`,
    shape: () => output.shape,
    vjp: Object.fromEntries(
      names.map((input, i) => [
        input,
        (ct: Tensor, at: object) => {
          const all = passes.get(at) ?? cotangents(ct);
          passes.set(at, all);
          return all[i]!;
        },
      ]),
    ),
    domain: () => [],
  };
  record({ op, inputs, attrs: undefined, output });
}
