import { expect, test } from "vitest";
import { DeviceError } from "../devices/device-error.ts";
import { type Addon, tensorflowNode } from "./tensorflow-node.ts";

/** An addon that holds numbers; every operation throws an error. */
function failing(message: string): Addon {
  const held = new Set<number>();
  let next = 0;
  return {
    ...{ TF_Version: "0", TF_FLOAT: 1, TF_INT32: 3, TF_BOOL: 10 },
    ...{ TF_ATTR_STRING: 0, TF_ATTR_INT: 1, TF_ATTR_BOOL: 3, TF_ATTR_TYPE: 4 },
    createTensor: () => {
      held.add(++next);
      return next;
    },
    deleteTensor: (id) => void held.delete(id),
    tensorDataSync: () => new Float32Array(1),
    executeOp() {
      throw new Error(message);
    },
    getNumOfTensors: () => held.size,
    isUsingGpuDevice: () => true,
  };
}

function refusal(message: string): DeviceError {
  const backend = tensorflowNode(failing(message), "cuda");
  const x = backend.upload(new Float32Array(6), [2, 3], "float32");
  try {
    backend.run("pad", [x], { before: [0, 1], after: [1, 0], value: 0.5 });
  } catch (error) {
    expect(backend.live()).toBe(1);
    return error as DeviceError;
  }
  return expect.unreachable();
}

test("a GPU without memory for a result is reported in both languages, with a remedy", () => {
  const error = refusal("Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[65536,65536]");
  expect(error).toBeInstanceOf(DeviceError);
  expect(error.message).toMatch(
    /^cuda: TensorFlow has no memory left for \w+ of .+; make the batch or the network smaller/,
  );
  expect(error.zh).toMatch(/^cuda：TensorFlow 执行 \w+（.+）时内存不足；请减小批次或网络/);
});

test("other TensorFlow errors are reported in its own words", () => {
  const error = refusal("Invalid TF_Status: 3\nMessage: The operands do not fit.");
  expect(error.message).toMatch(
    /^cuda: TensorFlow refused \w+ of .+ \(The operands do not fit\.\); use --device/,
  );
  expect(error.zh).toContain("The operands do not fit.");
});
