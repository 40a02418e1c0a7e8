import { chooseDevice, type DeviceChoice, DeviceError } from "@downhill/tensor";
import { beforeAll, expect, test } from "vitest";
import { trainingBattery } from "./training-battery.ts";

let choice: DeviceChoice;
beforeAll(async () => {
  choice = await chooseDevice("tensorflow");
});

// `live` of this device is TensorFlow's own count.
trainingBattery(() => choice.backend);

test("it names the hardware that computes", () => {
  expect(choice).toMatchObject({ name: "tensorflow", tier: "hardware", processor: "CPU" });
  expect(choice.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(choice.sentence.en).toContain("CPU, TensorFlow");
});

test("what TensorFlow refuses gives a plain sentence, and leaves nothing in memory", () => {
  const { backend } = choice;
  const before = backend.live();
  const [a, b] = [
    backend.upload(new Float32Array(6), [2, 3], "float32"),
    backend.upload(new Float32Array(2), [2, 1], "float32"),
  ];
  const refused = (): unknown => backend.run("matmul", [a, b], { transposeA: false, transposeB: false });
  expect(refused).toThrow(DeviceError);
  expect(refused).toThrow(
    /^tensorflow: TensorFlow refused MatMul of \[2, 3\] and \[2, 1\] \(.+\); use --device/,
  );
  for (const handle of [a, b]) backend.free(handle);
  expect(backend.live()).toBe(before);
});

test("what is uploaded is copied, and what is read is the reader's own", async () => {
  const { backend } = choice;
  const values = Float32Array.from({ length: 4096 }, (_, i) => i);
  const handle = backend.upload(values, [4096], "float32");
  values.fill(-1);
  const read = await backend.read(handle);
  expect(read[4095]).toBe(4095);
  read.fill(-2);
  expect((await backend.read(handle))[4095]).toBe(4095);
  backend.free(handle);
});
