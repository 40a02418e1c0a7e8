import { Recorder } from "@downhill/grader/recorder";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AdamModule } from "../labs/09-adam-on-gpu/adam-module.ts";
import type * as Devices from "../labs/09-adam-on-gpu/devices.ts";
import type { Found } from "../labs/09-adam-on-gpu/devices.ts";
import type { Gpu } from "../labs/09-adam-on-gpu/gpu.ts";
import { interpreterGpu } from "../labs/09-adam-on-gpu/interpreter-gpu.ts";
import * as solution from "../labs/09-adam-on-gpu/solution/adam.ts";
import { checkHost } from "../labs/09-adam-on-gpu/checks/host.ts";
import { checkKernel } from "../labs/09-adam-on-gpu/checks/kernel.ts";
import { checkTensors } from "../labs/09-adam-on-gpu/checks/tensors.ts";
import { checkTrain } from "../labs/09-adam-on-gpu/checks/train.ts";

const there = vi.hoisted(() => ({ found: undefined as Found | undefined }));
vi.mock("../labs/09-adam-on-gpu/devices.ts", async (original) => ({
  ...(await original<typeof Devices>()),
  adapter: async () => there.found!,
}));

vi.setConfig({ testTimeout: 60_000 });
const chinese = /[\u4e00-\u9fff]/;
const text = solution.adamKernel();
const guard = "i >= arrayLength(&p)";

/** A stand-in for the machine's adapter that tells which kernels reached it. */
function standIn(): { readonly gpu: Gpu; readonly reached: string[] } {
  const reached: string[] = [];
  const gpu = interpreterGpu();
  const kernel = (code: string) => {
    if (code.includes("beta1")) reached.push(code);
    return gpu.kernel(code);
  };
  return { gpu: { ...gpu, tier: "software", about: "stand-in", kernel }, reached };
}

let reached: string[];
beforeEach(() => {
  const { gpu, reached: of } = standIn();
  reached = of;
  there.found = { gpu, why: undefined };
});
afterEach(() => void vi.unstubAllEnvs());

type Check = (module: AdamModule, probe: Recorder) => void | Promise<void>;

/** What a check says of the solution with something in its place. */
async function failures(check: Check, changes: Partial<AdamModule> = {}) {
  const probe = new Recorder();
  await check({ ...solution, ...changes }, probe);
  return probe.comparisons.filter(({ ok }) => !ok).map(({ sentence }) => sentence!);
}

const kernelWith = (from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

/** The solution's loop with another kernel, or another number of workgroups. */
const trainWith =
  (code: string, groups: (count: number) => unknown = solution.workgroups): AdamModule["train"] =>
  async (gpu, net, hyper, steps) => {
    const { flat, offsets } = solution.pack(net.start);
    const kernel = gpu.kernel(code);
    const [uniform, p] = [gpu.buffer(8), gpu.buffer(flat)];
    const [g, m, v] = [gpu.buffer(flat.length), gpu.buffer(flat.length), gpu.buffer(flat.length)];
    for (let step = 0; step < steps; step++) {
      net.gradient(
        offsets.map((offset) => ({ buffer: p, offset })),
        offsets.map((offset) => ({ buffer: g, offset })),
        step,
      );
      gpu.write(uniform, solution.settings(hyper, step));
      gpu.dispatch(kernel, [uniform, p, g, m, v], groups(flat.length) as number);
    }
    return gpu.read(p);
  };

test("the solution passes on the interpreter and then on the adapter", async () => {
  expect(await failures(checkKernel)).toEqual([]);
  expect(await failures(checkTrain)).toEqual([]);
  expect(reached).toHaveLength(3);
});

describe("a kernel reaches the adapter only after the interpreter found nothing", () => {
  test.each([
    [
      "an endless loop",
      guard,
      "i >= arrayLength(&p)) { return; } var k = 0u; while (k >= 0u) { k++; } if (false",
    ],
    ["no guard", guard, "false"],
    ["a guard for 1000 numbers", guard, "i >= 1000u"],
    ["a wrong sign", "p[i] -=", "p[i] +="],
  ])("%s", async (_, from, to) => {
    const code = kernelWith(from, to);
    expect(await failures(checkKernel, { adamKernel: () => code })).not.toEqual([]);
    expect(await failures(checkTrain, { train: trainWith(code) })).not.toEqual([]);
    expect(reached).toEqual([]);
  });
});

test("training says of accesses outside of a buffer where they are", async () => {
  const [first] = await failures(checkTrain, { train: trainWith(kernelWith(guard, "false")) });
  expect(first!.en).toMatch(/invocation 970 reads \w\[970\], but \w has 970 elements/);
  expect(first!.zh).toMatch(/第 970 号调用读了/);
});

test.each([15.16, undefined, NaN, -1, 65_536, "16", 62_080])(
  "a dispatch of %s workgroups is refused in both languages",
  async (groups) => {
    const refused = await failures(checkTrain, { train: trainWith(text, () => groups) }).catch(
      (error: unknown) => error,
    );
    expect(refused).toMatchObject({
      name: groups === 62_080 ? "DispatchError" : "ValueError",
      zh: expect.stringMatching(chinese) as string,
    });
    expect(String(refused)).toContain(`${String(groups)} `.trim());
  },
);

test("beta1 = 0.9 written into the code is seen", async () => {
  const fixed = { beta1: 0.9 };
  const adamStep: AdamModule["adamStep"] = (p, g, m, hyper, step) =>
    solution.adamStep(p, g, m, { ...hyper, ...fixed }, step);
  const settings: AdamModule["settings"] = (hyper, step) => solution.settings({ ...hyper, ...fixed }, step);
  const code = kernelWith("s.beta1 * m[i] + s.rest1", "0.9 * m[i] + 0.1");
  expect(await failures(checkTensors, { adamStep })).not.toEqual([]);
  expect(await failures(checkHost, { settings })).not.toEqual([]);
  expect(await failures(checkKernel, { adamKernel: () => code })).not.toEqual([]);
});

test("1 − beta2 made in float32 is seen, and other ways to write the same are not", async () => {
  const square = "s.beta2 * v[i] + s.rest2 * gradient * gradient";
  const code = kernelWith(square, square.replace("s.rest2", "(1.0 - s.beta2)"));
  expect(await failures(checkKernel, { adamKernel: () => code })).not.toEqual([]);
  const step = "s.learningRate * (mean / s.correction1) / (sqrt(square / s.correction2) + s.epsilon)";
  for (const [from, to] of [
    [square, "v[i] + s.rest2 * (gradient * gradient - v[i])"],
    [square, "s.beta2 * v[i] + (gradient * gradient) * s.rest2"],
    [step, "s.learningRate / s.correction1 * mean / (sqrt(square) / sqrt(s.correction2) + s.epsilon)"],
    [step, "s.learningRate * mean / (s.correction1 * (sqrt(square / s.correction2) + s.epsilon))"],
  ] as const)
    expect(await failures(checkKernel, { adamKernel: () => kernelWith(from, to) })).toEqual([]);
});

test("DOWNHILL_DEVICE must name a device, and one that runs no WGSL is told", async () => {
  const { adapter } = await vi.importActual<typeof Devices>("../labs/09-adam-on-gpu/devices.ts");
  vi.stubEnv("DOWNHILL_DEVICE", "abacus");
  await expect(adapter()).rejects.toMatchObject({
    name: "DeviceError",
    zh: expect.stringMatching(chinese) as string,
  });
  vi.stubEnv("DOWNHILL_DEVICE", "cuda");
  const { gpu, why } = await adapter();
  expect(gpu).toBeUndefined();
  expect(why!.en).toBe("DOWNHILL_DEVICE is cuda, which does not run WGSL; webgpu does");
});
