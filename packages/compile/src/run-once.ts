import { sizeOf, type TypedArray } from "@downhill/tensor";
import { engine, type Port } from "./engine.ts";
import type { Lowered } from "./lower.ts";
import { encodeOnnx, type OnnxValue } from "./onnx.ts";

/** An array that a session reads or writes for this value. */
export function portOf({ name, shape, dtype }: OnnxValue, data?: TypedArray): Port {
  const Data = dtype === "int32" ? Int32Array : dtype === "bool" ? Uint8Array : Float32Array;
  return { name, shape, dtype, data: data ?? new Data(sizeOf(shape)) };
}

/** Loads a lowered graph, runs it in one thread on these inputs, by id, and closes it. The results are in the order of the outputs. */
export async function runOnce(
  { model, inputs }: Lowered,
  data: ReadonlyMap<number, TypedArray>,
): Promise<readonly TypedArray[]> {
  const feeds = model.inputs.map((input, i) => portOf(input, data.get(inputs[i]![1])));
  const outputs = model.outputs.map((output) => portOf(output));
  const session = await (await engine()).open(encodeOnnx(model), feeds, outputs, 1);
  await session.run();
  await session.close();
  return outputs.map((each) => each.data);
}
