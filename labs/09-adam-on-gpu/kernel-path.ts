import type { Text, Tolerance } from "@downhill/grader/lab";
import type { Gpu } from "./gpu.ts";
import { expectedSettings, expectedStep, noise, type Weights } from "./numbers.ts";
import type { Hyper } from "./starter/adam.ts";

const steps = 3;

/** Numbers from 0.1 to 1.1 whose sign is that of their place, so that means of them cancel nothing. */
const signed = (seed: number, elements: number): Float32Array =>
  noise(seed, elements).map((x, i) => (i % 3 === 1 ? -1 : 1) * (0.1 + Math.abs(x)));

/** Where a kernel begins, and with which settings it goes on. */
export interface Course {
  readonly name: Text;
  readonly elements: number;
  readonly hyper: Hyper;
  readonly begin: Weights;
  readonly gradientAt: (step: number) => Float32Array;
}

function course(name: Text, elements: number, hyper: Hyper, begun: boolean): Course {
  const moment = (seed: number): Float32Array =>
    begun ? signed(seed, elements) : new Float32Array(elements);
  const begin = {
    p: noise(1, elements).map((x) => x + Math.sign(x)),
    m: moment(2),
    v: moment(3).map((x) => x * x),
  };
  return { name, elements, hyper, begin, gradientAt: (step) => signed(10 + step, elements) };
}

/**
 * In the midst of a training, where an ε of a thousandth shows its place; and from its start, in other sizes, where v
 * shows how exact 1 − β₂ is. Neither length is a multiple of 64: the last workgroup has invocations too many.
 */
export const courses: readonly [Course, Course] = [
  course(
    { en: "1000 numbers", zh: "1000 个数" },
    1000,
    { learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 },
    true,
  ),
  course(
    { en: "130 numbers, m = v = 0", zh: "130 个数，m = v = 0" },
    130,
    { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    false,
  ),
];

export const pathNames = ["p", "m", "v"] as const;

export type Path = Readonly<Record<(typeof pathNames)[number], ArrayLike<number>[]>>;

/** For three steps in which nothing cancels; a 1 − 0.999 made in float32 is wrong by six times as much. */
export const exact: Tolerance = {
  relative: 2e-6,
  why: {
    en: "float32 keeps 7 digits, and here nothing cancels, so three steps round in the last of them only",
    zh: "float32 约有 7 位有效数字，这里没有数相互抵消，三步下来只有末位上的舍入",
  },
};

/** Where three steps of the packages' Adam lead, in float64. */
export function expectedPath({ begin, hyper, gradientAt }: Course = courses[0]): Path {
  const path: Path = { p: [], m: [], v: [] };
  let at = begin;
  for (let step = 0; step < steps; step++) {
    at = expectedStep(at, gradientAt(step), hyper, step);
    for (const name of pathNames) path[name].push(at[name]);
  }
  return path;
}

/** What three dispatches leave in the buffers at bindings 1, 3 and 4. */
export async function pathOn(
  gpu: Gpu,
  code: string,
  { elements, begin, hyper, gradientAt }: Course = courses[0],
): Promise<Path> {
  const kernel = gpu.kernel(code);
  const [p, m, v] = pathNames.map((name) => gpu.buffer(Float32Array.from(begin[name])));
  const [uniform, g] = [gpu.buffer(8), gpu.buffer(elements)];
  const path: Path = { p: [], m: [], v: [] };
  for (let step = 0; step < steps; step++) {
    gpu.write(uniform, expectedSettings(hyper, step));
    gpu.write(g, gradientAt(step));
    gpu.dispatch(kernel, [uniform, p!, g, m!, v!], Math.ceil(elements / 64));
    for (const [name, buffer] of [
      ["p", p],
      ["m", m],
      ["v", v],
    ] as const)
      path[name].push(await gpu.read(buffer!));
  }
  return path;
}
