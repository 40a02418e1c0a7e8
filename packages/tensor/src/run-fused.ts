import { checkForm } from "./check-form.ts";
import type { Elementwise } from "./backend.ts";
import { isFloat } from "./dtype.ts";
import { listeners } from "./recorder.ts";
import { sameShape } from "./shape.ts";
import { Tensor } from "./tensor.ts";

/**
 * Runs an elementwise program in one pass over equally shaped tensors; returns `undefined` if the backend
 * cannot, or if a tape is open and must record each operation.
 *
 * @param into for output `k` the input it consumes, so that the backend may overwrite that input's memory.
 * Using such an input afterwards throws a DisposedError; one that appears twice among the inputs is not consumed.
 * @example
 * ```ts
 * import { type Elementwise, runFused, tensor } from "@downhill/tensor";
 * const twice: Elementwise = {
 *   name: "twice",
 *   nodes: [{ kind: "input", index: 0 }, { kind: "add", of: [0, 0] }],
 *   outputs: [1],
 * };
 * runFused(twice, [tensor([1, 2])], []); // undefined: the reference computes node by node
 * ```
 */
export function runFused(
  program: Elementwise,
  inputs: readonly Tensor[],
  scalars: readonly number[],
  into: readonly (number | undefined)[] = [],
): readonly Tensor[] | undefined {
  checkFused(program, inputs, scalars, into);
  const { backend, dtype, shape } = inputs[0]!;
  const uniform = inputs.every(
    (x) => x.backend === backend && x.dtype === dtype && sameShape(x.shape, shape),
  );
  if (backend.fused === undefined || !uniform || !isFloat(dtype) || listeners()) return undefined;
  const handles = inputs.map((input) => input.handle);
  const once = (i: number): boolean => inputs.indexOf(inputs[i]!) === inputs.lastIndexOf(inputs[i]!);
  const taken = into.map((i) => (i !== undefined && once(i) ? i : undefined));
  const outputs = backend.fused(program, handles, scalars, taken);
  if (outputs === undefined) return undefined;
  for (const i of taken) if (i !== undefined) inputs[i]!.giveUp(program.name);
  return outputs.map((handle) => new Tensor(backend, handle));
}

/** Programs that were found to be of the right form: they are run at every step. */
const known = new WeakSet<object>();

function checkFused(program: Elementwise, ...lists: readonly (readonly unknown[])[]): void {
  const form = { name: "text", nodes: [{ kind: "text" }], outputs: ["count"] } as const;
  if (!known.has(program)) checkForm("runFused", "program", program, form);
  known.add(program);
  checkForm("runFused", "inputs", lists[0], ["tensor"]);
  checkForm("runFused", "inputs.0", lists[0]![0], "tensor");
  for (const list of lists) checkForm("runFused", "an argument", list, "list");
}
