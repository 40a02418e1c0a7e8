import type { Backend, Handle } from "../backend.ts";
import { DeviceError } from "../devices/device-error.ts";
import { arrayOf, type DType, type TypedArray } from "../dtype.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { checkIndexed, Uploads, withUnseenIndices } from "./indexed.ts";
import { lowerings } from "./tensorflow-node-lowerings.ts";
import type { Attributes, Held, Operations } from "./tensorflow-node-operations.ts";

/** The addon inside `@tensorflow/tfjs-node` and `@tensorflow/tfjs-node-gpu`: TensorFlow's eager operations, one by one. */
export interface Addon {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  createTensor(shape: Shape, dtype: number, values: TypedArray): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): TypedArray;
  executeOp(
    operation: string,
    attributes: readonly Attribute[],
    inputs: readonly number[],
    outputs: number,
  ): readonly { readonly id: number; readonly shape: Shape; readonly dtype: number }[];
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
}

interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

/** Axes and lengths repeat from step to step, so many are cached. */
const mostKept = 1024;

/**
 * TensorFlow itself, through its own addon for Node. The operations are called without TensorFlow.js's kernels, which
 * make their axes and lengths on whatever backend is in use, and without its 140 MB of other parts.
 */
export function tensorflowNode(addon: Addon, name: string): Backend {
  const codes = { float32: addon.TF_FLOAT, int32: addon.TF_INT32, bool: addon.TF_BOOL } as const;
  const codeOf = (dtype: DType): number => codes[dtype as keyof typeof codes];
  const names = new Map(Object.entries(codes).map(([dtype, code]) => [code, dtype as DType]));
  const kept = new Map<string, Held>();
  let between: Held[] = [];

  function make(values: TypedArray, shape: Shape, dtype: DType): Held {
    return { id: addon.createTensor([...shape], codeOf(dtype), values), shape, dtype };
  }

  function attributeOf([label, value]: readonly [string, Attributes[string]]): Attribute {
    const attribute = (type: number, given: unknown): Attribute => ({ name: label, type, value: given });
    if (typeof value === "boolean") return attribute(addon.TF_ATTR_BOOL, value);
    if (typeof value === "string") return attribute(addon.TF_ATTR_STRING, value);
    if (typeof value === "object" && "dtype" in value)
      return attribute(addon.TF_ATTR_TYPE, codeOf(value.dtype));
    return attribute(addon.TF_ATTR_INT, value);
  }

  const operations: Operations = {
    run(operation, inputs, attributes = {}) {
      const ids = inputs.map(({ id }) => id);
      try {
        const [output] = addon.executeOp(operation, Object.entries(attributes).map(attributeOf), ids, 1);
        const held = { id: output!.id, shape: output!.shape, dtype: names.get(output!.dtype)! };
        between.push(held);
        return held;
      } catch (error) {
        throw refused(name, operation, inputs, error);
      }
    },
    whole(values) {
      const key = String(typeof values === "number" ? values : `[${values.join()}]`);
      const there = kept.get(key);
      if (there !== undefined) return there;
      const list = typeof values === "number" ? [values] : values;
      const made = make(Int32Array.from(list), typeof values === "number" ? [] : [list.length], "int32");
      kept.set(key, made);
      return made;
    },
    filled(shape, value, dtype) {
      const held = make(new arrayOf[dtype](sizeOf(shape)).fill(value), shape, dtype);
      between.push(held);
      return held;
    },
  };

  /** Clears the cache, between kernels, when it is too large. */
  function tidyUp(): void {
    if (kept.size <= mostKept) return;
    for (const { id } of kept.values()) addon.deleteTensor(id);
    kept.clear();
  }

  const uploads = new Uploads();
  const onGPU = addon.isUsingGpuDevice();
  const look = onGPU
    ? uploads.look
    : (handle: Handle): TypedArray => addon.tensorDataSync((handle as Held).id);

  const backend: Backend = {
    name,
    float: "float32",
    dtypes: ["float32", "int32", "bool"],
    // TensorFlow keeps the same array that it receives.
    upload: (data, shape, dtype) => uploads.note(make(data.slice(), shape, dtype), data),
    read: async (handle) => addon.tensorDataSync((handle as Held).id),
    look,
    free: (handle) => addon.deleteTensor((handle as Held).id),
    run(kernel, inputs, attrs) {
      between = [];
      let output: Held | undefined;
      checkIndexed(kernel, inputs, attrs, look);
      try {
        output = lowerings[kernel](operations, inputs as readonly Held[], attrs);
        return output;
      } finally {
        for (const held of between) if (held !== output) addon.deleteTensor(held.id);
        tidyUp();
      }
    },
    // TensorFlow's own count, so that nothing is missed.
    live: () => addon.getNumOfTensors() - kept.size,
  };
  return onGPU ? { ...backend, run: withUnseenIndices(backend, look) } : backend;
}

/** TensorFlow's error code for running out of memory. */
const outOfMemory = /TF_Status: 8\b/;

function refused(device: string, operation: string, inputs: readonly Held[], error: unknown): DeviceError {
  const message = error instanceof Error ? error.message : String(error);
  const shapes = inputs.map(({ shape }) => `[${shape.join(", ")}]`);
  if (outOfMemory.test(message)) {
    return new DeviceError(
      "out-of-memory",
      {
        en: `${device}: TensorFlow has no memory left for ${operation} of ${shapes.join(" and ")}; make the batch or the network smaller, or close other programs that use the memory.`,
        zh: `${device}：TensorFlow 执行 ${operation}（${shapes.join("、")}）时内存不足；请减小批次或网络，或关闭其他占用内存的程序。`,
      },
      { cause: error },
    );
  }
  const said = message.split("\n").map((line) => line.replace(/^Message: /, ""));
  const why = said.find((line) => !line.startsWith("Invalid TF_Status")) ?? said[0]!;
  return new DeviceError(
    "kernel-refused",
    {
      en: `${device}: TensorFlow refused ${operation} of ${shapes.join(" and ")} (${why}); use --device wasm or reference.`,
      zh: `${device}：TensorFlow 拒绝执行 ${operation}（${shapes.join("、")}）：${why}；请改用 --device wasm 或 reference。`,
    },
    { cause: error },
  );
}
