import { modelGiven, optimizerGiven } from "../given.ts";
import { valueAndGrad } from "@downhill/autograd";
import { type Layer, type Statistics, summary, trainApply, withStatistics } from "@downhill/nn";
import { apply, type Params, type Transform } from "@downhill/optimizers";
import {
  checkOptions,
  foldIn,
  type Key,
  key,
  moveTo,
  sizeOf,
  type Tensor,
  tidy,
  checkForm,
  checkFunction,
  checkTensor,
} from "@downhill/tensor";
import { costOf, costsOf, type Graph, trace } from "@downhill/tensor/trace";
import type { Examples, Measure } from "../measure.ts";
import { disposeTree, tensorsOf } from "../state.ts";
import { TrainingError } from "../training-error.ts";
import { measuredPeak, type Peak, rates } from "./speed.ts";

/** The loss, the optimizer, and how long to measure. */
export interface CostReportOptions<S> {
  /** The loss of predictions and labels. */
  readonly loss: Measure;
  readonly optimizer: Transform<S>;
  /** How long to measure the step, and then as long again for the device; default 2. */
  readonly seconds?: number;
}

/** A kernel's cost in a step, over all its runs. */
export interface KernelCost {
  readonly kernel: string;
  readonly runs: number;
  readonly flops: number;
  readonly bytes: number;
}

/** The cost of one training step, its speed, and the share of the device's peak. Plain data. */
export interface CostReport {
  readonly backend: string;
  /** Rows of the batch. */
  readonly batch: number;
  readonly parameters: number;
  /** Operations of one step: forward, backward and update. */
  readonly flops: number;
  /** Bytes that its kernels read and write, each input and result once. */
  readonly bytes: number;
  /** Sorted by operations, largest first. */
  readonly kernels: readonly KernelCost[];
  /** Bytes held when the forward pass is done and gradients are about to be computed. */
  readonly memory: Readonly<
    Record<"parameters" | "gradients" | "optimizer" | "activations" | "batch" | "total", number>
  >;
  /** Steps per second: the median of three rounds. */
  readonly stepsPerSecond: number;
  readonly peak: Peak;
  readonly share: {
    /** Of the operations per second of a large matrix product. */
    readonly flops: number;
    /** Of the bytes per second of a long copy. Above 1 if results are still in the cache when they are read. */
    readonly bandwidth: number;
    /** Of the best rate for a step with this many operations per byte. */
    readonly roofline: number;
  };
  /** What limits a perfect step: arithmetic or memory. */
  readonly bound: "compute" | "memory";
}

/**
 * The cost of a model's training step and how well it uses the device: the step is traced to count its operations and
 * bytes; it is run to measure its rate; and the device's own peak is measured in the same run, with a large matrix product and a
 * long copy. With $W$ operations and $Q$ bytes per step, $r$ steps per second, and peaks $\pi$ and $\beta$,
 *
 * $$\text{share}_\pi = \frac{W r}{\pi},\qquad \text{share}_\beta = \frac{Q r}{\beta},\qquad \text{share}_{\text{roofline}} =
 * \frac{W r}{\min(\pi,\ \beta\,W/Q)}$$
 *
 * A measured peak is one that a program can reach; data sheets promise more. Kernels that a backend fuses move fewer bytes than
 * are counted. The loss must take all tensors it needs from its arguments.
 *
 * @param batch inputs and labels on the device in use.
 * @returns plain data; `showCostReport` prints it as a table. The caller keeps the batch.
 * @throws TrainingError when `seconds` is not positive; TraceError when the loss or layers use tensors made outside.
 * @example
 * ```ts
 * import { dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
 * import { adam } from "@downhill/optimizers";
 * import { tensor, zeros } from "@downhill/tensor";
 * import { costReport } from "@downhill/train";
 * const model = sequential(dense(20, 16), relu, dense(16, 4));
 * const batch = { x: zeros([8, 20]), y: tensor([0, 1, 2, 3, 0, 1, 2, 3], { dtype: "int32" }) };
 * const report = await costReport(model, batch, { loss: softmaxCrossEntropy, optimizer: adam(), seconds: 0.03 });
 * report.parameters; // 404
 * report.memory.optimizer; // 6464: two moments in float64
 * ```
 * @see Williams, Waterman and Patterson, "Roofline: an insightful visual performance model for multicore architectures",
 *   Communications of the ACM 52, 2009.
 */
export async function costReport<P extends Params, S>(
  model: Layer<P>,
  batch: Examples,
  options: CostReportOptions<S>,
): Promise<CostReport> {
  const {
    loss,
    optimizer,
    seconds = 2,
  } = checkOptions("costReport", options, ["loss", "optimizer", "seconds"]);
  modelGiven("costReport", model);
  checkForm("costReport", "batch", batch, "record", {
    en: "give { x, y }, two tensors.",
    zh: "请给出由两个张量组成的 { x, y }。",
  });
  checkTensor("costReport", "batch.x", batch.x);
  checkTensor("costReport", "batch.y", batch.y);
  checkFunction("costReport", "loss", loss);
  optimizerGiven("costReport", optimizer);
  if (!(seconds > 0 && seconds < Infinity)) {
    throw new TrainingError("out-of-range", {
      en: `costReport: seconds is ${seconds}; give a positive number, such as 2.`,
      zh: `costReport：seconds 是 ${seconds}；应为正数，例如 2。`,
    });
  }
  const step = stepOf(model, loss, optimizer);
  const draws = key(0);
  let held = tidy("costReport", () => {
    const params = model.init(draws);
    return unowned({ params, state: optimizer.init(params) });
  });
  try {
    const graph = trace((given: Given<P, S>) => step(given), { ...held, ...batch, key: draws, step: 0 });
    const counted = costsOf(graph);
    const memory = memoryOf(model, batch, held);
    let taken = 0;
    const stepRates = await rates(() => {
      const { loss: value, ...next } = tidy("step", () =>
        unowned(step({ ...held, ...batch, key: foldIn(draws, taken), step: taken })),
      );
      taken++;
      const before = held;
      held = next;
      const kept = new Set(tensorsOf(next));
      disposeTree(tensorsOf(before).filter((tensor) => !kept.has(tensor)));
      return value;
    }, seconds);
    const stepsPerSecond = stepRates[1]!;
    const { flops, bytes } = counted.total;
    return {
      backend: batch.x.backend.name,
      batch: batch.x.shape[0] ?? 1,
      parameters: tensorsOf(held.params).reduce((total, { shape }) => total + sizeOf(shape), 0),
      flops,
      bytes,
      kernels: kernelsOf(graph),
      memory,
      stepsPerSecond,
      ...shares({ flops, bytes }, stepsPerSecond, await measuredPeak(seconds)),
    };
  } finally {
    disposeTree(held);
  }
}

/** The share of each peak, and which of the two limits a perfect step. */
export function shares(
  { flops, bytes }: { readonly flops: number; readonly bytes: number },
  stepsPerSecond: number,
  peak: Peak,
): Pick<CostReport, "peak" | "share" | "bound"> {
  const inMemory = (peak.bandwidth * flops) / bytes;
  return {
    peak,
    share: {
      flops: (flops * stepsPerSecond) / peak.flops,
      bandwidth: (bytes * stepsPerSecond) / peak.bandwidth,
      roofline: (flops * stepsPerSecond) / Math.min(peak.flops, inMemory),
    },
    bound: inMemory < peak.flops ? "memory" : "compute",
  };
}

type Given<P, S> = Examples & {
  readonly params: P;
  readonly state: S;
  readonly key: Key;
  readonly step: number;
};

function stepOf<P extends Params, S>(model: Layer<P>, loss: Measure, optimizer: Transform<S>) {
  return ({ params, state, x, y, key: from, step }: Given<P, S>) => {
    const lossAndGradient = valueAndGrad((p: P): readonly [Tensor, Statistics] => {
      const [prediction, statistics] = trainApply(model, p, x, from);
      return [loss(prediction, y), statistics];
    });
    const [[value, statistics], gradient] = lossAndGradient(params);
    const [updates, next] = optimizer.update(gradient, state, params, step);
    const moved = apply(params, updates);
    const settled = Object.keys(statistics).length === 0 ? moved : withStatistics(moved, statistics);
    return { loss: value, params: settled, state: next };
  };
}

function unowned<T>(tree: T): T {
  for (const tensor of tensorsOf(tree)) moveTo(tensor, null);
  return tree;
}

const kernelsOf = (graph: Graph): readonly KernelCost[] =>
  [...costsOf(graph).kernels]
    .map(([kernel, { runs, flops, bytes }]) => ({ kernel, runs, flops, bytes }))
    .toSorted((a, b) => (a.flops === b.flops ? b.bytes - a.bytes : b.flops - a.flops));

/** Bytes of tensors: half of what copying each would move. */
const bytesOf = (tree: unknown): number =>
  tensorsOf(tree).reduce((total, x) => total + costOf("neg", [x], x, {}).bytes / 2, 0);

function memoryOf<P extends Params>(
  model: Layer<P>,
  batch: Examples,
  { params, state }: { readonly params: P; readonly state: unknown },
): CostReport["memory"] {
  const { activations } = summary(model, batch.x.shape, { dtype: batch.x.dtype, stateCopies: 0 }).bytes;
  const parameters = bytesOf(params);
  const parts = {
    parameters,
    gradients: parameters,
    optimizer: bytesOf(state),
    activations,
    batch: bytesOf(batch),
  };
  return { ...parts, total: Object.values(parts).reduce((a, b) => a + b) };
}
