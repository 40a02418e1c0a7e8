import path from "node:path";
import { grade, type Verdict } from "@downhill/grader";
import { openAdapter } from "@downhill/tensor/webgpu";
import { afterEach, describe, expect, test } from "vitest";
import { adapterGpu } from "../../labs/09-adam-on-gpu/adapter-gpu.ts";
import type { Gpu } from "../../labs/09-adam-on-gpu/gpu.ts";
import { interpreterGpu } from "../../labs/09-adam-on-gpu/interpreter-gpu.ts";
import { expectedPath, pathNames, pathOn } from "../../labs/09-adam-on-gpu/kernel-path.ts";
import { layers, netOn } from "../../labs/09-adam-on-gpu/net.ts";

const lab = path.resolve(import.meta.dirname, "..", "..", "labs", "09-adam-on-gpu");
const wrong = ["slots-swapped", "wrong-global-index", "no-bounds-guard"];

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
    for (const which of ["solution", ...wrong]) verdicts.push(await grade(lab, { which, timeout: 60_000 }));
    const kernels = verdicts.map(({ tasks }) => tasks.find(({ id }) => id === "kernel")!);
    expect(verdicts[0]!.points).toBe(100);
    expect(kernels[0]!.notes?.at(-1)?.en).toMatch(note);
    expect(kernels.slice(1).map(({ status }) => status)).toEqual(wrong.map(() => "failed"));
    expect(kernels.slice(1).map(({ misconceptions }) => misconceptions.map(({ id }) => id))).toEqual(
      wrong.map((id) => [id]),
    );
  });
});

/** The largest difference from the packages' Adam, on a device alone. */
async function errorOf(gpu: Gpu, which: string): Promise<number> {
  const { adamKernel } = (await import(path.join(lab, `${which}.ts`))) as { adamKernel: () => string };
  const [found, right] = [await pathOn(gpu, adamKernel()), expectedPath()];
  const differences = pathNames.flatMap((name) =>
    right[name].flatMap((values, step) => Array.from(values, (e, i) => Math.abs(found[name][step]![i]! - e))),
  );
  return Math.max(...differences.map((each) => (Number.isNaN(each) ? Infinity : each)));
}

describe("the kernel on the adapter alone", async () => {
  const gpu = await adapterGpu(await openAdapter());

  test("is right within float32", async () => {
    expect(await errorOf(gpu, "solution/adam")).toBeLessThan(2e-6);
  });

  test.each(["slots-swapped", "wrong-global-index", "moments-not-stored"])(
    "%s is wrong by far",
    async (which) => {
      expect(await errorOf(gpu, `mistakes/${which}`)).toBeGreaterThan(1e-2);
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
