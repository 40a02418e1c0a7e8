import { readFileSync } from "node:fs";
import path from "node:path";
import { grade, type Verdict } from "@downhill/grader";
import { openAdapter } from "@downhill/tensor/webgpu";
import { afterEach, describe, expect, test } from "vitest";
import allMistakes from "../../labs/09-adam-on-gpu/key/mistakes.ts";
import * as solution from "../../labs/09-adam-on-gpu/key/solution.ts";
import type { Gpu } from "../../labs/09-adam-on-gpu/provided/gpu.ts";
import { adapterGpu } from "../../labs/09-adam-on-gpu/questions/adapter-gpu.ts";
import { interpreterGpu } from "../../labs/09-adam-on-gpu/questions/interpreter-gpu.ts";
import { layers, netOn } from "../../labs/09-adam-on-gpu/questions/net.ts";
import { mistakeText } from "../../packages/grader/src/judge/mistake-text.ts";

const lab = path.resolve(import.meta.dirname, "..", "..", "labs", "09-adam-on-gpu");
const right = readFileSync(path.join(lab, "key", "solution.ts"), "utf8");
const wrong = ["slots-swapped", "wrong-global-index", "no-bounds-guard"];
const textOf = (id: string): string =>
  mistakeText(
    right,
    allMistakes.find((each) => each.id === id)!,
  )!;

const before = process.env["DOWNHILL_DEVICE"];
afterEach(() => {
  if (before === undefined) delete process.env["DOWNHILL_DEVICE"];
  else process.env["DOWNHILL_DEVICE"] = before;
});

describe.each([
  ["the interpreter alone", "reference", /^ran on the interpreter; no GPU: DOWNHILL_DEVICE is reference$/],
  ["an adapter too", "webgpu", /^ran on the interpreter, then (a software adapter|the GPU) \(.+\)$/],
])("lab 09 on %s", (_, device, note) => {
  test("passes the solution, and names what is wrong with each wrong kernel", async () => {
    process.env["DOWNHILL_DEVICE"] = device;
    const verdicts: Verdict[] = [];
    for (const text of [right, ...wrong.map(textOf)]) verdicts.push(await grade(lab, { text }));
    const kernels = verdicts.map(({ tasks }) => tasks.find(({ id }) => id === "kernel")!);
    expect(verdicts[0]!.points).toBe(100);
    expect(verdicts[0]!.notes.at(-1)?.en).toMatch(note);
    expect(kernels.slice(1).map(({ status }) => status)).toEqual(wrong.map(() => "failed"));
    expect(kernels.slice(1).map(({ misconceptions }) => misconceptions.map(({ id }) => id))).toEqual(
      wrong.map((id) => [id]),
    );
  });
});

const numbers = (speed: number): Float32Array =>
  Float32Array.from({ length: 200 }, (_, i) => (i % 3 === 1 ? -1 : 1) * (1.5 + Math.sin(speed * i)));
const hyper = { learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 };

/** p, m and v after three steps with a kernel. */
async function after(gpu: Gpu, code: string): Promise<number[]> {
  const kernel = gpu.kernel(code);
  const [uniform, g] = [gpu.buffer(8), gpu.buffer(200)];
  const [p, m, v] = [numbers(0.9), numbers(0.4), numbers(0.2).map((x) => x * x)].map((each) =>
    gpu.buffer(each),
  );
  for (let step = 0; step < 3; step++) {
    gpu.write(uniform, solution.settings(hyper, step));
    gpu.write(g, numbers(1.7 + step));
    gpu.dispatch(kernel, [uniform, p!, g, m!, v!], solution.workgroups(200));
  }
  const parts = [];
  for (const buffer of [p, m, v]) parts.push(...(await gpu.read(buffer!)));
  return parts;
}

const kernelOf = (id: string): string => /\/\* wgsl \*\/ `([^`]*)`/.exec(textOf(id))![1]!;

/** The largest difference between a kernel on a device alone and the solution's on the interpreter. */
async function errorOf(gpu: Gpu, code: string): Promise<number> {
  const [found, expected] = [await after(gpu, code), await after(interpreterGpu(), solution.adamKernel())];
  const differences = found.map((value, i) => Math.abs(value - expected[i]!));
  return Math.max(...differences.map((each) => (Number.isNaN(each) ? Infinity : each)));
}

describe("the kernel on the adapter alone", async () => {
  const gpu = await adapterGpu(await openAdapter());

  test("is right within float32", async () => {
    expect(await errorOf(gpu, solution.adamKernel())).toBeLessThan(4e-6);
  });

  test.each(["slots-swapped", "wrong-global-index", "moments-not-stored"])(
    "%s is wrong by far",
    async (which) => {
      expect(await errorOf(gpu, kernelOf(which))).toBeGreaterThan(1e-2);
    },
  );

  test("the network's gradient is the interpreter's", async () => {
    const batch = 3;
    const { inputs, hidden, classes } = layers;
    const wave = (length: number, speed: number) =>
      Float32Array.from({ length }, (__, i) => Math.sin(speed * i));
    const start = [inputs * hidden, hidden, hidden * classes, classes].map((length, i) =>
      wave(length, i + 1.3),
    );
    const lesson = {
      batch,
      steps: 1,
      pictures: wave(batch * inputs, 0.7),
      labels: Float32Array.of(3, 0, 9),
      start,
    };
    const gradients = await Promise.all(
      [gpu, interpreterGpu()].map(async (each) => {
        const net = netOn(each, lesson);
        const slots = start.map((numbers) => ({ buffer: each.buffer(numbers), offset: 0 }));
        const answers = start.map(({ length }) => ({ buffer: each.buffer(length), offset: 0 }));
        net.gradient(slots, answers, 0);
        const parts = [];
        for (const { buffer } of answers) parts.push(...(await each.read(buffer)));
        return [...parts, ...(await net.losses())];
      }),
    );
    gradients[0]!.forEach((value, i) => expect(value).toBeCloseTo(gradients[1]![i]!, 5));
    expect(gradients[0]!.filter((value) => value !== 0).length).toBeGreaterThan(500);
  });
});
