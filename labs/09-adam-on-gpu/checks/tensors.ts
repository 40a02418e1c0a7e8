import type { Probe, Text } from "@downhill/grader/lab";
import { Tensor, tensor, useBackend } from "@downhill/tensor";
import type { AdamModule } from "../adam-module.ts";
import { type Counts, countingBackend } from "../counting-backend.ts";
import { elementAxis, expectedStep, noise, partsOf, single, stepAxis, type Weights } from "../numbers.ts";

const hyper = { learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 };
const shapes = [[7, 5], [5], [5, 3], [3], [1], []];
const steps = 4;
const names = ["params", "m", "v"] as const;

type Tensors = Readonly<Record<(typeof names)[number], readonly Tensor[]>>;

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const tensorsIn = (answer: unknown): readonly Tensor[] =>
  names.flatMap((name) => partsOf(answer)[name]).filter((each): each is Tensor => each instanceof Tensor);

const isWhole = (answer: unknown): answer is Tensors =>
  names.every((name) => {
    const part = partsOf(answer)[name];
    return (
      Array.isArray(part) && part.length === shapes.length && part.every((each) => each instanceof Tensor)
    );
  });

/** What the learner's steps left and did. */
interface Course {
  readonly path: Readonly<Record<(typeof names)[number], number[][]>>;
  readonly left: number;
  readonly counts: Counts;
  readonly whole: boolean;
}

async function course(adamStep: AdamModule["adamStep"]): Promise<Course> {
  const { backend, counts } = countingBackend();
  const total: Counts = { kernels: 0, bytes: 0, reads: 0 };
  const of = (seed: number, square = false): Tensor[] =>
    shapes.map((shape, i) => {
      const values = noise(seed + i, sizeOf(shape));
      return tensor(square ? values.map((x) => x * x) : values, { shape, backend });
    });
  let at: Tensors = { params: of(1), m: of(20), v: of(40, true) };
  const path: Course["path"] = { params: [], m: [], v: [] };
  let left = 0;
  for (let step = 0; step < steps; step++) {
    const gradients = of(100 + 10 * step);
    const before = { ...counts };
    const held = backend.live();
    const given = new Set(tensorsIn(at));
    const answer: unknown = await stepOn(backend, () => adamStep(at.params, gradients, at, hyper, step));
    for (const name of ["kernels", "bytes", "reads"] as const) total[name] += counts[name] - before[name];
    if (!isWhole(answer)) return { path, left, counts: total, whole: false };
    const fresh = new Set(tensorsIn(answer).filter((each) => !given.has(each)));
    left = Math.max(left, backend.live() - held - fresh.size);
    for (const name of names) {
      const values = await Promise.all(answer[name].map((each) => each.data()));
      path[name].push(values.flatMap((each) => [...each]));
    }
    const kept = new Set(tensorsIn(answer));
    for (const old of [...given, ...gradients]) if (!kept.has(old)) old.dispose();
    at = answer;
  }
  for (const each of tensorsIn(at)) each.dispose();
  return { path, left, counts: total, whole: true };
}

/** New tensors go to the backend until the answer is there, even if it is promised. */
async function stepOn(backend: Parameters<typeof useBackend>[0], run: () => unknown): Promise<unknown> {
  using _ = useBackend(backend);
  return await run();
}

function expected(): Readonly<Record<(typeof names)[number], number[][]>> {
  const of = (seed: number): number[] => shapes.flatMap((shape, i) => [...noise(seed + i, sizeOf(shape))]);
  let at: Weights = { p: of(1), m: of(20), v: of(40).map((x) => Math.fround(x * x)) };
  const path: { params: number[][]; m: number[][]; v: number[][] } = { params: [], m: [], v: [] };
  for (let step = 0; step < steps; step++) {
    at = expectedStep(at, of(100 + 10 * step), hyper, step);
    path.params.push([...Array.from(at.p)]);
    path.m.push([...Array.from(at.m)]);
    path.v.push([...Array.from(at.v)]);
  }
  return path;
}

export async function checkTensors({ adamStep }: AdamModule, probe: Probe): Promise<void> {
  const { path, left, counts, whole } = await course(adamStep);
  probe.holds({ en: "what adamStep returns", zh: "adamStep 的返回值" }, whole, {
    en: `it must be { params, m, v }, each a list of ${shapes.length} tensors, in the order of the parameters`,
    zh: `应当是 { params, m, v }，各是一个含 ${shapes.length} 个张量的列表，顺序与参数一致`,
  });
  const reads: Text = { en: "times that a step read numbers back", zh: "一步之中读回数值的次数" };
  probe.equal(reads, counts.reads / steps, 0);
  if (!whole) return;
  const right = expected();
  for (const name of names)
    probe.close({ en: name, zh: name }, path[name], right[name], single, [stepAxis, elementAxis]);
  const leftover: Text = {
    en: "tensors that a step leaves behind, beside those it returns",
    zh: "一步之后多留下的张量数（返回的不算）",
  };
  probe.equal(leftover, left, 0);
  const [kernels, bytes] = [counts.kernels / steps, Math.round(counts.bytes / steps)];
  const count = shapes.map(sizeOf).reduce((a, b) => a + b);
  probe.note({
    en: `counted: ${kernels} kernels a step for ${shapes.length} parameters, and ${(bytes / count).toFixed(0)} bytes for each of ${count} numbers`,
    zh: `计数：${shapes.length} 个参数每步 ${kernels} 个内核，${count} 个数平均每个 ${(bytes / count).toFixed(0)} 字节`,
  });
}
