import { afterEach, expect, test, vi } from "vitest";
import type { Backend } from "./backend.ts";
import { reference } from "./backends/reference.ts";
import { tensor } from "./create.ts";
import { device, useBackend } from "./device.ts";
import { chooseDevice, deviceNames } from "./devices/choose-device.ts";
import type { DeviceError } from "./devices/device-error.ts";
import { optionalPackage } from "./devices/optional-package.ts";
import { selfTest } from "./devices/self-test.ts";
import { add } from "./ops/add.ts";

afterEach(() => vi.unstubAllEnvs());

const refusal = (name?: string): Promise<DeviceError> =>
  chooseDevice(name).then(
    () => expect.unreachable(),
    (error: DeviceError) => error,
  );

test("wasm opens once", async () => {
  const backend = await device("wasm");
  expect(backend.name).toBe("wasm");
  expect(await device("wasm")).toBe(backend);
});

test("auto takes hardware, and reports which others it tried and why it did not take them", async () => {
  const choice = await chooseDevice("auto");
  expect(choice).toMatchObject({ tier: "hardware", by: "auto" });
  const tried = deviceNames.filter((name) => !["auto", "reference"].includes(name));
  const names = [choice.name, ...choice.passedOver.map(({ name }) => name)];
  expect(names.toSorted()).toEqual(tried.toSorted());
  for (const { name, why } of choice.passedOver) {
    expect(choice.sentence.en).toContain(`not ${name}: ${why.en}`);
    expect(choice.sentence.zh).toContain(`未用 ${name}：${why.zh}`);
  }
  expect(choice.sentence.en).not.toContain("\n");
  expect(choice.brief.en).toBe(`${choice.name} (hardware: ${choice.processor}), the fastest here`);
  expect(choice.brief.zh).toBe(`${choice.name}（硬件：${choice.processor}），这台机器上最快的设备`);
});

test("a name takes precedence over DOWNHILL_DEVICE, which takes precedence over auto", async () => {
  vi.stubEnv("DOWNHILL_DEVICE", "reference");
  expect(await chooseDevice()).toMatchObject({ name: "reference", by: "environment", tier: "interpreter" });
  expect(await chooseDevice("wasm")).toMatchObject({ name: "wasm", by: "name" });
  expect(await chooseDevice("auto")).toMatchObject({ by: "auto" });
  vi.stubEnv("DOWNHILL_DEVICE", "abacus");
  expect((await refusal()).message).toMatch(/^DOWNHILL_DEVICE: there is no "abacus"/);
});

test("an unknown device is refused with a list of devices, in both languages", async () => {
  const error = await refusal("cuda9000");
  expect(error.message).toBe(
    'device: there is no "cuda9000"; choose among auto, cuda, webgpu, tensorflow, wasm, reference',
  );
  expect(error.zh).toBe(
    "device：没有叫 “cuda9000” 的设备；可选的有 auto、cuda、webgpu、tensorflow、wasm、reference",
  );
});

test("a package is found if and only if it is installed", () => {
  expect(optionalPackage("@downhill/not-there")).toBe(undefined);
  expect(optionalPackage("@tensorflow/tfjs-core")).toContain("tfjs-core");
});

test("the self-test passes on wasm, and names the kernels of a device that computes wrongly", async () => {
  expect(await selfTest(await device("wasm"))).toEqual([]);
  const wrong: Backend = {
    ...reference,
    run: (kernel, inputs, attrs) =>
      kernel === "tanh" ? reference.run("neg", inputs, {}) : reference.run(kernel, inputs, attrs),
  };
  const before = reference.live();
  expect(await selfTest(wrong)).toEqual(["tanh"]);
  expect(reference.live()).toBe(before);
});

test("new tensors go to the current backend, and operands must share one", async () => {
  const onReference = tensor([1]);
  using _ = useBackend(await device("wasm"));
  const onWasm = tensor([1]);
  expect(onWasm.backend.name).toBe("wasm");
  expect(() => add(onWasm, onReference)).toThrow("add: operands are on wasm and reference");
});
