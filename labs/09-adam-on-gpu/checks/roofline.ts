import type { Probe } from "@downhill/grader/lab";
import { type Tensor, tidy, zeros } from "@downhill/tensor";
import { costsOf, trace } from "@downhill/tensor/trace";
import type { AdamModule } from "../adam-module.ts";
import { partsOf } from "../numbers.ts";
import type { Cost } from "../starter/adam.ts";

const rounding = {
  relative: 1e-9,
  why: { en: "one division rounds by 1e-16", zh: "一次除法的舍入误差约为 1e-16" },
};
const hyper = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** What the learner's tensor form costs; what it computes and never uses, a trace leaves out. */
function traced(adamStep: AdamModule["adamStep"], sizes: readonly number[]): Cost {
  const some = (): Tensor[] => sizes.map((size) => zeros([size], { dtype: "float32" }));
  return tidy("traced", () => {
    const graph = trace(({ params, gradients, m, v }) => adamStep(params, gradients, { m, v }, hyper, 0), {
      params: some(),
      gradients: some(),
      m: some(),
      v: some(),
    });
    const { runs, flops, bytes } = costsOf(graph).total;
    return { kernels: runs, flops, bytes };
  });
}

export function checkRoofline(module: AdamModule, probe: Probe): void {
  const { roofline, unfusedCost, fusedCost } = module;
  const machines = [
    { bandwidth: 2e10, peak: 1e11 },
    { bandwidth: 3.35e12, peak: 6.7e13 },
  ];
  const works = [
    { kernels: 1, flops: 14e6, bytes: 28e6 },
    { kernels: 1, flops: 2 * 1024 ** 3, bytes: 3 * 4 * 1024 ** 2 },
  ];
  for (const machine of machines)
    for (const work of works) {
      const where = `${work.flops / 1e6} Mflop, ${work.bytes / 1e6} MB; ${machine.bandwidth / 1e9} GB/s, ${machine.peak / 1e9} Gflop/s`;
      const answer = partsOf(roofline(work, machine));
      const [moving, computing] = [work.bytes / machine.bandwidth, work.flops / machine.peak];
      const expected = { intensity: work.flops / work.bytes, seconds: Math.max(moving, computing) };
      for (const name of ["intensity", "seconds"] as const)
        probe.close(
          { en: `roofline(${where}).${name}`, zh: `roofline(${where}).${name}` },
          answer[name],
          expected[name],
          rounding,
        );
      const bound = moving > computing ? "memory" : "compute";
      probe.equal({ en: `roofline(${where}).bound`, zh: `roofline(${where}).bound` }, answer["bound"], bound);
    }
  for (const sizes of [[1000], [784, 16, 160, 10]]) {
    const unfused = traced(module.adamStep, sizes);
    const count = sizes.reduce((a, b) => a + b);
    const expected = {
      unfusedCost: unfused,
      fusedCost: { kernels: 1, flops: unfused.flops, bytes: 28 * count },
    };
    const answers = { unfusedCost: partsOf(unfusedCost(sizes)), fusedCost: partsOf(fusedCost(sizes)) };
    for (const name of ["unfusedCost", "fusedCost"] as const)
      for (const part of ["kernels", "flops", "bytes"] as const) {
        const call = `${name}([${sizes.join(", ")}]).${part}`;
        probe.equal({ en: call, zh: call }, answers[name][part], expected[name][part]);
      }
  }
}
