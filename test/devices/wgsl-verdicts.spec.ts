import { readFileSync } from "node:fs";
import path from "node:path";
import { openAdapter } from "@downhill/tensor/webgpu";
import { afterAll, beforeAll, expect, test } from "vitest";
import { adapterGpu } from "../../labs/09-adam-on-gpu/questions/adapter-gpu.ts";
import type { Gpu } from "../../labs/09-adam-on-gpu/provided/gpu.ts";
import { interpreterGpu } from "../../labs/09-adam-on-gpu/questions/interpreter-gpu.ts";

// The table against which @downhill/wgsl tests its interpreter; here Dawn checks the table's verdicts.
type Judged = string | readonly [body: string, before: string] | { readonly program: string };
const table = path.resolve(import.meta.dirname, "..", "..", "packages/wgsl/src/verdicts.json");
const { frame, accepted, unknown, refused } = JSON.parse(readFileSync(table, "utf8")) as Readonly<
  Record<"accepted" | "unknown" | "refused", readonly Judged[]>
> & { readonly frame: string };

const framed = (body: string, before = ""): string =>
  frame.replace("/*before*/", () => before).replace("/*body*/", () => body);

const programOf = (judged: Judged): string => {
  if (typeof judged === "string") return framed(judged);
  return "program" in judged ? judged.program : framed(...judged);
};

let device: GPUDevice;
beforeAll(async () => {
  const { adapter } = await openAdapter();
  device = await adapter.requestDevice();
});
afterAll(() => device.destroy());

async function isAccepted(judged: Judged): Promise<boolean> {
  device.pushErrorScope("validation");
  const module = device.createShaderModule({ code: programOf(judged) });
  device.createComputePipeline({ layout: "auto", compute: { module } });
  return (await device.popErrorScope()) === null;
}

test.each([
  ["accepted", [...accepted, ...unknown], true],
  ["refused", refused, false],
] as const)("Dawn agrees with what is %s", async (_, kernels, verdict) => {
  const different: Judged[] = [];
  for (const each of kernels) if ((await isAccepted(each)) !== verdict) different.push(each);
  expect(different).toEqual([]);
});

/** What was recorded elsewhere, which this machine's Dawn must compute again. */
const recorded = JSON.parse(readFileSync(path.join(path.dirname(table), "values.json"), "utf8")) as readonly {
  readonly body: string;
  readonly before: string;
  readonly y: readonly number[];
}[];

test.each(recorded)("Dawn computes again: $body", async ({ body, before, y }) => {
  const gpu = await adapterGpu(await openAdapter());
  const [a, found] = [
    gpu.buffer(Float32Array.from({ length: 64 }, (_, i) => 3 * Math.sin(7.3 * i))),
    gpu.buffer(64),
  ];
  gpu.dispatch(gpu.kernel(framed(body, before)), [a, found], 1);
  (await gpu.read(found)).forEach((value, i) =>
    expect(Math.abs(value - y[i]!)).toBeLessThan(1e-4 * (1 + Math.abs(y[i]!))),
  );
});

const values = [
  "y[i] = a[i] * a[i] - 3.0 * a[i] + 0.25;",
  "y[i] = f32(i32(i) / -3) + f32(i32(i) % -3) + f32(i % 7u) + f32(i / 5u);",
  "y[i] = f32((i << 3u) ^ (i >> 1u)) + f32((i & 12u) | 3u) + f32(~i32(i));",
  "y[i] = f32(4000000000u + i * 100000000u) / 1048576.0;",
  "y[i] = f32(i32(a[i] * 10.0)) + f32(u32(a[i] * 10.0)) + f32(bool(i & 1u));",
  "y[i] = floor(a[i]) + 10.0 * ceil(a[i]) + 100.0 * trunc(a[i]) + 1000.0 * round(a[i]);",
  "y[i] = sign(a[i]) + 10.0 * step(0.5, a[i]) + 100.0 * saturate(a[i]) + 1000.0 * clamp(a[i], -0.5, 0.5);",
  "y[i] = pow(abs(a[i]), 2.5) + exp2(a[i]) + log2(abs(a[i]) + 1.0) + exp(a[i]) + log(abs(a[i]) + 1.0);",
  "y[i] = sin(a[i]) + cos(a[i]) + tanh(a[i]) + atan(a[i]) + atan2(a[i], 2.0) + fract(a[i]);",
  "y[i] = inverseSqrt(abs(a[i]) + 1.0) + sqrt(abs(a[i])) + mix(a[i], 2.0, 0.25) + fma(a[i], 2.0, 3.0);",
  "y[i] = select(a[i], -a[i], a[i] < 0.0 && i > 3u) + f32(min(i, 9u)) + f32(max(-3, i32(i) - 20));",
  "var s = 0.0; for (var k = 0u; k <= i % 5u; k++) { if (k == 2u) { continue; } s += a[(i + k) % 64u]; } y[i] = s;",
  "var k = 0; loop { k += 3; if (k > i32(i)) { break; } } y[i] = f32(k);",
  "y[i] = f32(1 << (i % 31u)) / f32(1u << 4u) + f32((1 << 40) / (1 << 38));",
  "let j = id; y[j.x] = f32(id[0] + id.g) + f32(0u - (4294967295u - i));",
];

test.each(values)("Dawn computes the same: %s", async (body) => {
  const { adapter, tier, about } = await openAdapter();
  const numbers = Float32Array.from({ length: 64 }, (_, i) => 3 * Math.sin(7.3 * i));
  const answers: Float32Array[] = [];
  for (const gpu of [await adapterGpu({ adapter, tier, about }), interpreterGpu()] satisfies Gpu[]) {
    const y = gpu.buffer(64);
    gpu.dispatch(gpu.kernel(framed(body)), [gpu.buffer(numbers), y], 1);
    answers.push(await gpu.read(y));
  }
  const [theirs, ours] = answers;
  // WGSL allows exp, pow and similar functions to be off by some units in the last place.
  ours!.forEach((value, i) =>
    expect(Math.abs(value - theirs![i]!)).toBeLessThan(1e-4 * (1 + Math.abs(value))),
  );
  expect(ours!.some((value) => value !== 0)).toBe(true);
});
