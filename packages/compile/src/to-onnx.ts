import { type Compiled, latestPlan } from "./compile.ts";
import { lower } from "./lower.ts";
import { encodeOnnx } from "./onnx.ts";

/**
 * A compiled step as the bytes of an ONNX file, for the shapes that it met last: the whole step, updates included, which
 * any runtime with opset 18 runs. Its inputs are called `in/` and their path, its outputs `out/` and theirs; inputs that
 * no result depends on are left out.
 *
 * What the host computes from the step or a key, such as $1 - \beta_1^t$ or a dropout's random numbers, is an input too.
 * The file's metadata say how: `downhill.numbers` are the paths of the step's plain numbers, and `downhill.computed` has
 * for each such input the same expression as `encodeGraph` writes, both as JSON.
 *
 * @throws KindError when `compiled` is not what `compile` returned, or has not met any shapes.
 * @example
 * ```ts
 * import { compile, toOnnx } from "@downhill/compile";
 * import { type DeviceError, device, relu, type Tensor, tensor, useBackend } from "@downhill/tensor";
 * useBackend(await device("wasm"));
 * const fast = compile(({ x }: { x: Tensor }) => relu(x));
 * const ready = fast.prepare({ x: tensor([-1, 1]) });
 * const file = await ready.then(() => toOnnx(fast)).catch((error: DeviceError) => error.message);
 * // writeFileSync("step.onnx", file)
 * ```
 * @see https://onnx.ai/onnx/intro/concepts.html
 */
export function toOnnx(compiled: Compiled<never, unknown>): Uint8Array<ArrayBuffer> {
  const { graph } = latestPlan("toOnnx", compiled);
  const { model } = lower(graph);
  const computed = graph.inputs.flatMap(({ path, computed }) =>
    computed === undefined ? [] : [[`in/${path}`, computed]],
  );
  const about = {
    "downhill.numbers": JSON.stringify(graph.numbers),
    "downhill.computed": JSON.stringify(Object.fromEntries(computed)),
  };
  return encodeOnnx({ ...model, about });
}
