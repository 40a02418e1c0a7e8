import type { Draw, Text } from "@downhill/grader/questions";
import type { KernelRun } from "@downhill/wgsl";
import type { Gpu } from "../provided/gpu.ts";
import { heard } from "./interpreted.ts";
import { interpreterGpu } from "./interpreter-gpu.ts";
import { type Four, type Hyper, hyperOf, sampled, signed, spread } from "./numbers.ts";

const steps = 3;
export const names = ["p", "m", "v"] as const;

/** Where a kernel begins, and with which settings it continues. */
export interface Course {
  readonly elements: (draw: Draw) => number;
  readonly about: Text;
  readonly hyper: Hyper;
  /** The number of the first step. */
  readonly from: number;
  /** Whether m and v are zero at first. */
  readonly fresh: boolean;
  readonly size: (step: number) => number;
}

function course(
  elements: Course["elements"],
  [en, zh]: readonly [en: string, zh: string],
  hyper: Four,
  rest: Partial<Pick<Course, "from" | "fresh" | "size">> = {},
): Course {
  const usually = { from: 0, fresh: false, size: () => 1 };
  return { elements, about: { en, zh }, hyper: hyperOf(hyper), ...usually, ...rest };
}

/**
 * In the middle of a training, where an ε of 1/1000 shows whether it is in the right place; from the start, where v shows
 * how exact 1 − β₂ is; and lengths of one workgroup, of one number, and of a random number.
 */
export const courses: readonly Course[] = [
  course(() => 1000, ["1000 numbers", "1000 个数"], [0.01, 0.8, 0.99, 1e-3]),
  course(() => 130, ["130 numbers, m = v = 0", "130 个数，m = v = 0"], [0.001, 0.9, 0.999, 1e-8], {
    fresh: true,
  }),
  course(
    () => 64,
    ["64 numbers, nothing remembered, first gradient zero", "64 个数，不记得过去的梯度，第一个梯度为零"],
    [2, 0, 0.5, 0.1],
    {
      fresh: true,
      size: (step) => (step === 0 ? 0 : 300),
    },
  ),
  course(() => 1, ["one number", "一个数"], [0.1, 0.5, 0.9, 0.01], { from: 7, size: () => 0.01 }),
  course(
    (draw) => draw.integer(1025, 1300),
    ["more than 1024 numbers", "超过 1024 个数"],
    [0.02, 0.7, 0.95, 1e-4],
    { from: 20 },
  ),
];

/** Of each step, some of the numbers. */
export type Path = Readonly<Record<(typeof names)[number], Readonly<Record<string, unknown>>[]>>;

/** The numbers of a course: the same for the interpreter and the adapter. */
interface Material {
  readonly begin: Readonly<Record<(typeof names)[number], Float32Array>>;
  readonly gradients: readonly Float32Array[];
  readonly settings: readonly Float32Array[];
}

export function materialOf({ elements, hyper, from, fresh, size }: Course, draw: Draw): Material {
  const count = elements(draw);
  const moment = (): Float32Array => (fresh ? new Float32Array(count) : signed(draw, count));
  const { learningRate, beta1, beta2, epsilon } = hyper;
  return {
    begin: { p: spread(draw, count), m: moment(), v: moment().map((x) => x * x) },
    gradients: Array.from({ length: steps }, (_, i) => signed(draw, count).map((x) => x * size(from + i))),
    settings: Array.from({ length: steps }, (_, i) => {
      const t = from + i + 1;
      const [rest1, rest2] = [1 - beta1, 1 - beta2];
      const corrections = [1 - beta1 ** t, 1 - beta2 ** t];
      return Float32Array.of(learningRate, beta1, rest1, beta2, rest2, epsilon, ...corrections);
    }),
  };
}

/** What three dispatches leave in the buffers at bindings 1, 3 and 4. */
export async function pathOn(
  gpu: Gpu,
  code: string,
  { begin, gradients, settings }: Material,
): Promise<Path> {
  const kernel = gpu.kernel(code);
  const [p, m, v] = names.map((name) => gpu.buffer(begin[name]));
  const { length } = begin.p;
  const [uniform, g] = [gpu.buffer(8), gpu.buffer(length)];
  const path: Path = { p: [], m: [], v: [] };
  for (const [i, gradient] of gradients.entries()) {
    gpu.write(uniform, settings[i]!);
    gpu.write(g, gradient);
    gpu.dispatch(kernel, [uniform, p!, g, m!, v!], Math.ceil(length / 64));
    const buffers = { p, m, v };
    for (const name of names) path[name].push(sampled(name, await gpu.read(buffers[name]!)));
  }
  return path;
}

/** Runs the learner's kernel where everything can be seen. */
export async function interpreted(code: string, material: Material) {
  const runs: KernelRun[] = [];
  const path = await heard(() =>
    pathOn(
      interpreterGpu((run) => runs.push(run)),
      code,
      material,
    ),
  );
  return { runs, path, elements: material.begin.p.length };
}
