import { type Draw, question, type Text } from "@downhill/grader/questions";
import { reference, type Tensor, tidy, useBackend, zeros } from "@downhill/tensor";
import { costsOf, trace } from "@downhill/tensor/trace";
import { type Module, partsOf } from "./numbers.ts";
import { tensorsWithin } from "./tensors.ts";

/* Taken while this file loads: a learner must not be able to replace what a trace is measured with. */
const tools = { costsOf, trace, tidy, zeros };
const hyper = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

interface Costs {
  readonly kernels: unknown;
  readonly flops: unknown;
  readonly bytes: unknown;
}
type Given = Readonly<Record<"params" | "gradients" | "m" | "v", Tensor[]>>;
type Stepped = ReturnType<Module["adamStep"]>;

/** What the learner's own adamStep costs; a trace leaves out what is computed and never used. */
function traced({ adamStep }: Module, sizes: readonly number[], kept: (answer: Stepped) => object): Costs {
  const some = (): Tensor[] => sizes.map((size) => tools.zeros([size], { dtype: "float32" }));
  return tools.tidy("traced", () => {
    const stepped = ({ params, gradients, m, v }: Given) =>
      kept(adamStep(params, gradients, { m, v }, hyper, 0));
    const graph = tools.trace(stepped, { params: some(), gradients: some(), m: some(), v: some() });
    const { runs, flops, bytes } = tools.costsOf(graph).total;
    return { kernels: runs, flops, bytes };
  });
}

const sizesOf = (draw: Draw) => [
  [1000],
  [784, 16, 160, 10],
  [1],
  draw.list(5, () => draw.integer(1, 3000)),
  Array.from({ length: 40 }, () => 64),
];
const listed = (sizes: readonly number[]): string =>
  sizes.length > 8 ? `${sizes.length} × ${sizes[0]}` : sizes.join(", ");

const costs = (answer: unknown): Costs => {
  const { kernels, flops, bytes } = partsOf(answer);
  return { kernels, flops, bytes };
};

/** The stated cost of something, and the measured one. */
interface Weighed {
  readonly sizes: string;
  readonly unfused: Costs;
  readonly fused: Costs;
  /** How many traces unfusedCost began. */
  readonly traces: number;
  /** In the three required lists, and in whatever else is in the answer. */
  readonly seen: readonly Costs[];
}

const lists = ({ params, m, v }: Stepped): object => ({ params, m, v });

/** An adamStep with other operations has other costs: each learner's costs are compared with the trace of their own code. */
const owned = question<Module, readonly Weighed[]>({
  what: {
    en: "unfusedCost, and the flops of fusedCost, for your adamStep",
    zh: "你的 adamStep 的 unfusedCost，以及 fusedCost 的 flops",
  },
  ask: (module, draw) => {
    let traces = 0;
    // Zeros without a dtype are float32 here, as they are on a GPU; a trace asks what else its graph can compute in.
    const traceable = Object.defineProperty({ ...reference, float: "float32" as const }, "dtypes", {
      get: () => (traces++, reference.dtypes),
    });
    using _ = useBackend(traceable);
    const unfusedOf = (sizes: readonly number[]): Pick<Weighed, "unfused" | "traces"> => {
      traces = 0;
      return { unfused: costs(module.unfusedCost([...sizes])), traces };
    };
    return sizesOf(draw).map((sizes) => ({
      sizes: listed(sizes),
      ...unfusedOf(sizes),
      fused: costs(module.fusedCost([...sizes])),
      seen: [
        traced(module, sizes, lists),
        traced(module, sizes, (answer) => ({ all: tensorsWithin(answer) })),
      ],
    }));
  },
  judge(answer, right) {
    if (answer.length !== right.length) return { en: "answers are missing.", zh: "缺少结果。" };
    for (const { sizes, unfused, fused, seen } of answer) {
      for (const part of ["kernels", "flops", "bytes"] as const) {
        const fault = differing(`unfusedCost([${sizes}]).${part}`, unfused[part], seen, part);
        if (fault !== undefined) return fault;
      }
      // Either what their own operations compute, or what the kernel does.
      const { fused: kernel } = right.find((each) => each.sizes === sizes) ?? { fused };
      const fault = differing(`fusedCost([${sizes}]).flops`, fused.flops, [...seen, kernel], "flops");
      if (fault !== undefined) return fault;
    }
    if (answer.some(({ traces }) => traces > 0)) return undefined;
    return {
      en: "unfusedCost traces nothing: its numbers are right only until adamStep changes. Trace your own adamStep.",
      zh: "unfusedCost 没有追踪任何东西：adamStep 一改，这些数就不对了。请追踪你自己的 adamStep。",
    };
  },
  costly: true,
});

const differing = (
  what: string,
  said: unknown,
  seen: readonly Costs[],
  part: keyof Costs,
): Text | undefined =>
  seen.some((costs) => costs[part] === said)
    ? undefined
    : {
        en: `${what} is ${String(said)}, but its trace counts ${String(seen[0]?.[part])}.`,
        zh: `${what} 给出 ${String(said)}，而追踪数出来的是 ${String(seen[0]?.[part])}。`,
      };

const machines = [
  { bandwidth: 2e10, peak: 1e11 },
  { bandwidth: 3.35e12, peak: 6.7e13 },
  { bandwidth: 1e11, peak: 2e10 },
];
const works = [
  { kernels: 1, flops: 14e6, bytes: 28e6 },
  { kernels: 1, flops: 2 * 1024 ** 3, bytes: 3 * 4 * 1024 ** 2 },
  { kernels: 14, flops: 14e6, bytes: 132e6 },
  { kernels: 3, flops: 64, bytes: 4096 },
];

/** A call of the learner's roofline, with fresh arguments. */
const place = ({ roofline }: Module, work: object, machine: object): unknown =>
  roofline({ ...work } as never, { ...machine } as never);

export const roofline = [
  {
    what: { en: "results of roofline", zh: "roofline 的结果" },
    ask: (module: Module) =>
      Object.fromEntries(
        machines.flatMap((machine) =>
          works.map((work) => {
            const has = `${work.flops / 1e6} Mflop, ${work.bytes / 1e6} MB; ${machine.bandwidth / 1e9} GB/s, ${machine.peak / 1e9} Gflop/s`;
            return [`roofline(${has})`, place(module, work, machine)] as const;
          }),
        ),
      ),
  },
  {
    what: { en: "roofline where both times are equal", zh: "roofline，两个时间相等时" },
    ask: (module: Module) =>
      place(module, { kernels: 1, flops: 2 ** 20, bytes: 2 ** 18 }, { bandwidth: 2 ** 30, peak: 2 ** 32 }),
  },
  {
    what: { en: "roofline for ten random pieces of work", zh: "roofline，十项随机的工作" },
    ask: (module: Module, draw: Draw) =>
      draw.list(10, () => {
        const [flops, bytes, bandwidth, peak] = [1e6, 1e6, 1e9, 1e9].map((least) =>
          draw.uniform(least, 100 * least),
        );
        return place(module, { kernels: draw.integer(1, 9), flops, bytes }, { bandwidth, peak });
      }),
    axes: [{ en: "work", zh: "项" }],
  },
  {
    what: { en: "fusedCost: kernels and bytes", zh: "fusedCost：内核数与字节数" },
    ask: ({ fusedCost }: Module, draw: Draw) => {
      using _ = useBackend(reference);
      const answers = sizesOf(draw).map((sizes) => {
        const { kernels, bytes } = costs(fusedCost([...sizes]));
        return [`fusedCost([${listed(sizes)}])`, { kernels, bytes }] as const;
      });
      return Object.fromEntries(answers);
    },
  },
  owned,
  {
    what: {
      en: "sizes after unfusedCost and after fusedCost",
      zh: "unfusedCost 之后、fusedCost 之后的 sizes",
    },
    ask: ({ unfusedCost, fusedCost }: Module) => {
      using _ = useBackend(reference);
      const sizes = [5, 2, 9];
      return [unfusedCost, fusedCost].map((cost) => {
        cost(sizes);
        return { "sizes afterwards": [...sizes] };
      });
    },
  },
  {
    what: { en: "cost and machine, after roofline", zh: "roofline 之后的 cost 和 machine" },
    ask: (module: Module) => {
      const [cost, machine] = [{ ...works[0]! }, { ...machines[0]! }];
      module.roofline(cost, machine);
      return { "cost afterwards": cost, "machine afterwards": machine };
    },
  },
];
