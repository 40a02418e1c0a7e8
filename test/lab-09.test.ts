import { describe, expect, test, vi } from "vitest";
import * as solution from "../labs/09-adam-on-gpu/key/solution.ts";
import { adapter, onAdapter } from "../labs/09-adam-on-gpu/questions/devices.ts";
import { interpreterGpu } from "../labs/09-adam-on-gpu/questions/interpreter-gpu.ts";
import lab from "../labs/09-adam-on-gpu/questions/index.ts";
import type { Gpu } from "../labs/09-adam-on-gpu/provided/gpu.ts";
import { drawOf } from "../packages/grader/src/lab/draw.ts";
import type { Text } from "../packages/grader/src/lab/text.ts";

vi.setConfig({ testTimeout: 60_000 });
const chinese = /[\u4e00-\u9fff]/;
const guard = "i >= arrayLength(&p)";

/** What a question says of the solution with another kernel; undefined where it finds nothing wrong. */
async function said(task: string, name: string, from: string, to: string): Promise<Text | undefined> {
  const code = solution.adamKernel();
  expect(code).toContain(from);
  const question = lab[task]!.find(({ what }) => what.en === name)!;
  const module = {
    ...solution,
    adamKernel: () => code.replace(from, to),
    train: trainWith(code.replace(from, to)),
  };
  return question.judge!(await question.ask(module, drawOf(1, name)), undefined);
}

/** The solution's loop with another kernel. */
const trainWith =
  (code: string): typeof solution.train =>
  (gpu, net, hyper, steps) =>
    solution.train({ ...gpu, kernel: () => gpu.kernel(code) }, net, hyper, steps);

test("what a kernel does to memory is a sentence with line, invocation and element", async () => {
  const kernel = "what the kernel does to memory";
  expect(await said("kernel", kernel, guard, guard)).toBeUndefined();
  const outside = await said("kernel", kernel, guard, "false");
  expect(outside!.en).toBe(
    "accesses outside a buffer: line 24: invocation 1000 reads g[1000], but g has 1000 elements",
  );
  expect(outside!.zh).toMatch(/^越界访问：第 24 行：第 1000 号调用读了 g\[1000\]/);
  const race = await said("kernel", kernel, "global_invocation_id", "local_invocation_id");
  expect(race!.en).toMatch(/^races between invocations: line \d+: invocation 64 /);
  const endless = "i >= arrayLength(&p)) { return; } var k = 0u; while (k >= 0u) { k++; } if (false";
  expect((await said("kernel", kernel, guard, endless))!.en).toMatch(
    /^the kernel: WGSL line \d+: the loop was stopped/,
  );
});

test("training reports where accesses outside a buffer are", async () => {
  const sentence = await said("train", "what train does to memory", guard, "false");
  expect(sentence!.en).toMatch(/invocation 970 reads \w\[970\], but \w has 970 elements/);
  expect(sentence!.zh).toMatch(/第 970 号调用读了/);
});

test.each([15.16, null, NaN, -1, 65_536, "16", 62_080])(
  "a dispatch of %s workgroups is refused in both languages",
  (groups) => {
    const gpu = interpreterGpu();
    const kernel = gpu.kernel(solution.adamKernel());
    const buffers = [8, 5, 5, 5, 5].map((length) => gpu.buffer(length));
    const dispatch = (): void => gpu.dispatch(kernel, buffers, groups as number);
    expect(dispatch).toThrow(
      expect.objectContaining({
        name: groups === 62_080 ? "DispatchError" : "ValueError",
        message: expect.stringContaining(String(groups)) as string,
        zh: expect.stringMatching(chinese) as string,
      }) as Error,
    );
  },
);

describe("the adapter", () => {
  const gpu: Gpu = { ...interpreterGpu(), tier: "software", about: "stand-in" };
  const run = async (): Promise<string> => "ran";

  test("runs only what the interpreter has run without a fault", async () => {
    expect(await onAdapter({ gpu }, "seen", true, run)).toEqual({
      on: {
        en: "ran on the interpreter, then a software adapter (stand-in)",
        zh: "运行于：解释器，然后是软件模拟（stand-in）",
      },
      interpreter: "seen",
      adapter: "ran",
    });
    const refused = { refused: { en: "no", zh: "不" } };
    expect(await onAdapter<string>({ gpu }, refused, false, run)).not.toHaveProperty("adapter");
  });

  test("DOWNHILL_DEVICE must name a device, and one that cannot run WGSL is refused", async () => {
    const { unknown } = await adapter("abacus");
    expect(unknown!.en).toMatch(/^DOWNHILL_DEVICE: there is no "abacus"/);
    expect(unknown!.zh).toMatch(chinese);
    const cuda = await adapter("cuda");
    expect(cuda.gpu).toBeUndefined();
    expect(cuda.why!.en).toBe("DOWNHILL_DEVICE is cuda, which does not run WGSL; webgpu does");
    expect((await onAdapter(cuda, "seen", true, run)).on.en).toBe(
      `ran on the interpreter; no GPU: ${cuda.why!.en}`,
    );
  });
});
