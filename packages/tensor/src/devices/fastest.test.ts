import { expect, test, vi } from "vitest";
import type { Backend } from "../backend.ts";
import { reference } from "../backends/reference.ts";
import type { Candidate, Opened } from "./candidate.ts";
import { candidates } from "./candidates.ts";
import { cannotOpen } from "./device-error.ts";
import { fastest } from "./fastest.ts";

// The time of a trial step is given here, not measured.
const paces = vi.hoisted(() => new Map<string, number>());
const timed = vi.hoisted(() => vi.fn());
vi.mock("./trial-step.ts", () => ({
  trialStep: async ({ name }: { name: string }) => {
    timed(name);
    return paces.get(name);
  },
}));

const about = { en: "a device", zh: "设备" };
const working = (
  name: string,
  backend: Partial<Backend> = {},
): Candidate & { open: ReturnType<typeof vi.fn> } => {
  const opened: Opened = {
    backend: { ...reference, ...backend, name },
    tier: "hardware",
    processor: "CPU",
    about,
  };
  return { name, open: vi.fn(async () => opened) };
};
const absent = (name: string): Candidate => ({
  name,
  open: () => Promise.reject(cannotOpen(name, { en: "it is not here", zh: "没有" }, { en: "go", zh: "走" })),
});

test("the shortest trial step wins, whatever the order, and is measured once", async () => {
  const all = [absent("cuda"), working("webgpu"), working("tensorflow"), working("wasm")];
  for (const [name, pace] of Object.entries({ webgpu: 21.04, tensorflow: 9.4, wasm: 3.06 }))
    paces.set(name, pace);
  const first = await fastest(all);
  expect(first.name).toBe("wasm");
  expect(first.passedOver).toEqual([
    { name: "cuda", why: { en: "it is not here", zh: "没有" } },
    {
      name: "tensorflow",
      why: {
        en: "a trial step takes 9.4 ms, and 3.1 ms on wasm",
        zh: "试算一步要 9.4 ms，wasm 只要 3.1 ms",
      },
    },
    {
      name: "webgpu",
      why: { en: "a trial step takes 21 ms, and 3.1 ms on wasm", zh: "试算一步要 21 ms，wasm 只要 3.1 ms" },
    },
  ]);
  paces.set("tensorflow", 1);
  expect((await fastest(all)).name).toBe("wasm");
  expect((await fastest([working("tensorflow"), working("wasm")])).name).toBe("tensorflow");
});

test("if only one works it is not timed, and the interpreter is not tried", async () => {
  timed.mockClear();
  const oracle = working("reference");
  const { name, passedOver } = await fastest([absent("webgpu"), working("wasm"), oracle]);
  expect([name, passedOver.map((each) => each.name)]).toEqual(["wasm", ["webgpu"]]);
  expect(timed).not.toHaveBeenCalled();
  expect(oracle.open).not.toHaveBeenCalled();
});

test("the interpreter is the last resort, and without it there is none", async () => {
  expect(await fastest([absent("wasm"), candidates.at(-1)!])).toMatchObject({ name: "reference" });
  await expect(fastest([absent("wasm")])).rejects.toMatchObject({
    name: "DeviceError",
    zh: expect.any(String),
  });
});

test("a device that computes wrongly is skipped, however fast", async () => {
  const wrong = working("webgpu", {
    run: (kernel, inputs, attrs) =>
      kernel === "tanh" ? reference.run("neg", inputs, {}) : reference.run(kernel, inputs, attrs),
  });
  const { name, passedOver } = await fastest([wrong, working("wasm")]);
  expect(name).toBe("wasm");
  expect(passedOver[0]?.why).toEqual({
    en: "its self-test failed: it computes tanh wrongly",
    zh: "自检发现它的 tanh 计算有误",
  });
});

test("if cuda works, TensorFlow is not loaded a second time", async () => {
  const second = working("tensorflow");
  const { name, passedOver } = await fastest([working("cuda"), second]);
  expect(name).toBe("cuda");
  expect(passedOver[0]?.why.en).toBe("cuda is the same TensorFlow, on the GPU");
  expect(second.open).not.toHaveBeenCalled();
});
