import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { device, DeviceError, leaves, reference, type Tensor, useBackend } from "@downhill/tensor";
import { type WebGPU, webgpu } from "@downhill/tensor/webgpu";
import { disposeTree, loadCheckpoint, train } from "@downhill/train";
import { afterAll, beforeEach, expect, test } from "vitest";
import { gpuMemory } from "./gpu-memory.ts";
import { problem } from "./tiny-training.ts";
import { trainingBattery } from "./training-battery.ts";

let backend: WebGPU;
beforeEach(async () => {
  backend = await webgpu();
});
const home = mkdtempSync(path.join(tmpdir(), "downhill-devices-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A batch lives for its step; `train` does not free batches. */
const freeing = (options: ReturnType<typeof problem>) => {
  let last: unknown;
  return {
    ...options,
    batchAt: (step: number) => {
      disposeTree(last);
      const batch = options.batchAt(step);
      last = batch;
      return batch;
    },
  };
};

const lossesOn = async (where: typeof reference, steps: number): Promise<readonly number[]> => {
  using _ = useBackend(where);
  const run = await train({ ...freeing(problem()), steps, every: 1 });
  return run.history.map(({ loss }) => loss);
};

test("25 steps follow the reference's, 2e-5 relative at most", async () => {
  const [expected, actual] = [await lossesOn(reference, 25), await lossesOn(backend, 25)];
  expect(actual).toHaveLength(25);
  // Float32 against float64: one rounding is 6e-8, and the steps of Adam multiply it by what the loss's curvature
  // allows.
  const apart = expected.map((loss, i) => Math.abs(actual[i]! - loss) / loss);
  expect(Math.max(...apart)).toBeLessThan(2e-5);
  expect(expected.at(-1)!).toBeLessThan(expected[0]! / 2);
});

// Counted at the device: its buffers, and each wait for one.
trainingBattery(
  () => backend,
  () => gpuMemory(backend.gpu),
);

test("a device lost during a run ends in an error, and the run continues from its checkpoint on wasm", async () => {
  const file = path.join(home, "run.safetensors");
  const on = useBackend(backend);
  const options = freeing(problem());
  const doomed = train({
    ...options,
    steps: 12,
    checkpoint: { path: file, every: 4 },
    batchAt(step) {
      if (step === 6) backend.gpu.destroy();
      return options.batchAt(step);
    },
  });
  const error = await doomed.then(
    () => expect.unreachable(),
    (thrown: DeviceError) => thrown,
  );
  on[Symbol.dispose]();
  expect(error.name).toBe("DeviceError");
  expect(error.message).toMatch(/^webgpu: the device was lost \(destroyed\).*checkpoint/);
  expect(error.zh).toMatch(/^webgpu：设备已丢失.*检查点/);

  const expected = await lossesOn(reference, 12);
  using _ = useBackend(await device("wasm"));
  const fresh = freeing(problem());
  const begun = await loadCheckpoint(file, fresh);
  expect(begun.step).toBe(4);
  const run = await train({ ...fresh, ...begun, steps: 12, every: 1 });
  const last = run.history.at(-1)!.loss;
  expect(Math.abs(last - expected.at(-1)!) / expected.at(-1)!).toBeLessThan(1e-4);
  expect(leaves<Tensor>(run.params).every(({ backend: where }) => where.name === "wasm")).toBe(true);
});

test("a lost device is opened again", async () => {
  backend.gpu.destroy();
  const again = await webgpu();
  expect(again).not.toBe(backend);
  const three = again.upload(Float32Array.of(3), [1], "float32");
  expect([...(await again.read(three))]).toEqual([3]);
  expect(() => backend.upload(Float32Array.of(3), [1], "float32")).toThrow("the device was lost");
  await expect(backend.read(three)).rejects.toThrow("the device was lost");
});

test("a tensor larger than the device allows is refused with a sentence, and everything else continues", async () => {
  const opened = await webgpu();
  const before = opened.live();
  const one = opened.upload(Float32Array.of(1), [1], "float32");
  const { maxBufferSize, maxStorageBufferBindingSize } = opened.gpu.limits;
  const tooMany = Math.min(maxBufferSize, maxStorageBufferBindingSize) / 4 + 4;
  const stretch = (): unknown => opened.run("broadcastTo", [one], { shape: [tooMany] });
  expect(stretch).toThrow(DeviceError);
  expect(stretch).toThrow(/^webgpu: a tensor of \d+ MiB is more than the \d+ MiB that this device takes/);
  const two = opened.run("add", [one, one], {});
  expect([...(await opened.read(two))]).toEqual([2]);
  for (const handle of [one, two]) opened.free(handle);
  expect(opened.live()).toBe(before);
  expect(await webgpu()).toBe(opened);
});

test("after a refusal the device's results are not trusted, and a new one opens", async () => {
  const opened = await webgpu();
  const one = opened.upload(Float32Array.of(1), [1], "float32");
  opened.gpu.createShaderModule({ code: "no kernel" });
  const reading = opened.gpu.queue.onSubmittedWorkDone().then(() => opened.read(one));
  await expect(reading).rejects.toThrow(/^webgpu: the device refused a kernel \(.+\), so its results/);
  const again = await webgpu();
  expect(again).not.toBe(opened);
  const three = again.upload(Float32Array.of(3), [1], "float32");
  expect([...(await again.read(three))]).toEqual([3]);
});
