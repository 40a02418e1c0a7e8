import { optimizerGiven, rateRangeGiven } from "../given.ts";
import { checkFlag, checkOptions, checkFunction } from "@downhill/tensor";
import type { Layer } from "@downhill/nn";
import type { Rows, Labels } from "@downhill/data";
import type { Params, Transform } from "@downhill/optimizers";
import type { Schedule } from "@downhill/schedules";
import { frame, type PictureTexts, pictureTextNames, label } from "../report/plot-frame.ts";
import { line } from "d3-shape";
import type { Callback } from "../callback.ts";
import { fit } from "../fit.ts";
import type { FitOptions } from "../fit-options.ts";
import type { Data } from "../source.ts";
import { disposeTree } from "../state.ts";
import { checkCount, NonFiniteLossError, TrainingError } from "../training-error.ts";

const taken = ["loss", "seed", "batchSize", "flat", "penalty", "toTensors", "params", "signal"] as const;
const names = [...taken, "optimizer", "low", "high", "steps", "smoothing", "divergence"] as const;

/** The options of a range test, apart from model and data. */
export interface RateRangeOptions<P extends Params, S, B> extends Pick<
  FitOptions<P, S, B>,
  (typeof taken)[number]
> {
  /** Makes the optimizer for the rate, which rises from step to step. */
  readonly optimizer: (learningRate: Schedule) => Transform<S>;
  /** The first rate; default 1e-6. */
  readonly low?: number;
  /** The last rate; default 10. */
  readonly high?: number;
  /** The number of steps; default 100. */
  readonly steps?: number;
  /** $\beta$ of the running mean, at least 0 (none) and below 1; default 0.9. */
  readonly smoothing?: number;
  /** Stops when the smoothed loss exceeds the best so far by this factor; default 4. */
  readonly divergence?: number;
}

/** One step of a range test. */
export interface RatePoint {
  readonly rate: number;
  /** The loss on this step's batch, before the step. */
  readonly loss: number;
  readonly smoothed: number;
}

/** The result of a range test. */
export interface RateRange {
  readonly points: readonly RatePoint[];
  /** A good initial rate: where the smoothed loss falls fastest over the logarithm of the rate. */
  readonly suggestion: number;
  /** The rate of the smallest smoothed loss: at the edge of stability, already too large. Another common rule is a tenth of it. */
  readonly lowest: number;
  /** Whether it stopped early because the loss diverged. */
  readonly diverged: boolean;
}

/**
 * Finds a learning rate: trains for some steps while the rate rises by the same factor in each, and finds where the loss falls and
 * where it diverges. The given parameters and the model are left unchanged.
 *
 * $$\eta_t = \eta_0\,(\eta_{T-1}/\eta_0)^{t/(T-1)},\qquad m_t = \beta m_{t-1} + (1-\beta) L_t,\qquad \hat m_t =
 * \frac{m_t}{1-\beta^{t+1}},\qquad \hat\eta = \operatorname*{arg\,min}_{\eta_t} \frac{\mathrm d \hat m}{\mathrm d \log \eta}$$
 *
 * The slope is taken from the least-squares line through a tenth of the steps, so a single unusual batch does not decide. The suggestion
 * ignores the first tenth, where the mean has not settled, and the steps after the lowest loss. Conventions differ: where the loss falls fastest (here, and in PyTorch Lightning), a tenth of the rate of the
 * lowest loss (the first fastai), or the largest rate before the loss rises, as the maximum of a cyclic schedule (Smith).
 *
 * @throws TrainingError when an option is invalid, or when the loss diverges within the first steps.
 * @example
 * ```ts
 * import { dataset } from "@downhill/data";
 * import { dense, meanSquaredError } from "@downhill/nn";
 * import { gradientDescent } from "@downhill/optimizers";
 * import { reshape } from "@downhill/tensor";
 * import { rateRange } from "@downhill/train/search";
 * const x = Float32Array.from({ length: 64 }, (_, i) => i / 32 - 1);
 * const { suggestion, lowest } = await rateRange(dense(1, 1), dataset({ x, shape: [1], y: x.map((v) => 3 * v + 1) }), {
 *   loss: (prediction, y) => meanSquaredError(prediction, reshape(y, prediction.shape)),
 *   optimizer: (learningRate) => gradientDescent({ learningRate }),
 *   low: 1e-4,
 * });
 * suggestion < lowest; // true
 * ```
 * @see Smith, "Cyclical learning rates for training neural networks", WACV 2017, §3.3.
 */
export async function rateRange<P extends Params, S, B = Rows<Labels>>(
  model: Layer<P>,
  data: Data<B>,
  options: RateRangeOptions<P, S, B>,
): Promise<RateRange> {
  checkOptions("rateRange", options, names);
  checkFunction("rateRange", "optimizer", (options as Partial<typeof options> | undefined)?.optimizer);
  checkFlag("rateRange", "flat", options.flat);
  const { low = 1e-6, high = 10, steps = 100, smoothing = 0.9, divergence = 4, optimizer, ...rest } = options;
  check({ low, high, steps, smoothing, divergence });
  const rateAt = (step: number): number => low * (high / low) ** (step / (steps - 1));
  const points: RatePoint[] = [];
  let [mean, best, diverged] = [0, Infinity, false];
  const watch: Callback = {
    name: "range test",
    reading({ step, loss }) {
      mean = smoothing * mean + (1 - smoothing) * loss;
      const smoothed = mean / (1 - smoothing ** step);
      points.push({ rate: rateAt(step - 1), loss, smoothed });
      best = Math.min(best, smoothed);
      diverged = points.length > 1 && smoothed > divergence * best && best > 0;
      return diverged ? "stop" : undefined;
    },
  };
  const made = optimizer(rateAt);
  optimizerGiven("rateRange", made);
  try {
    const run = await fit(model, data, {
      ...rest,
      optimizer: made,
      steps,
      every: 1,
      explain: false,
      callbacks: [watch],
    });
    disposeTree([run.params, run.state]);
  } catch (error) {
    if (!(error instanceof NonFiniteLossError)) throw error;
    diverged = true;
  }
  return { points, diverged, ...suggested(points, steps) };
}

function suggested(points: readonly RatePoint[], steps: number): Pick<RateRange, "suggestion" | "lowest"> {
  const bottom = points.reduce((at, { smoothed }, i) => (smoothed < points[at]!.smoothed ? i : at), 0);
  const reach = Math.max(1, Math.round(steps / 20));
  let [steepest, slope] = [-1, 0];
  for (
    let i = Math.max(reach, Math.ceil(steps / 10));
    i <= Math.min(bottom, points.length - 1 - reach);
    i++
  ) {
    const fall = slopeOf(points.slice(i - reach, i + reach + 1));
    if (fall < slope) [steepest, slope] = [i, fall];
  }
  if (steepest >= 0) return { suggestion: points[steepest]!.rate, lowest: points[bottom]!.rate };
  throw new TrainingError("loss-never-falls", {
    en: "rateRange: the loss does not fall anywhere between the first steps and the end; start with a smaller rate, take more steps, or check the model and the data.",
    zh: "rateRange：起始几步之后损失没有任何下降；请从更小的学习率开始，增加步数，或检查模型和数据。",
  });
}

/** The slope of the least-squares line, up to a positive factor. */
function slopeOf(points: readonly RatePoint[]): number {
  const middle = (points.length - 1) / 2;
  return points.reduce((sum, { smoothed }, i) => sum + (i - middle) * smoothed, 0);
}

function check(options: Record<"low" | "high" | "steps" | "smoothing" | "divergence", number>): void {
  const { low, high, steps, smoothing, divergence } = options;
  checkCount("rateRange", "steps", steps, 12);
  if (!(Number.isFinite(low) && low > 0 && low < high && Number.isFinite(high))) {
    throw new TrainingError("empty-range", {
      en: `rateRange: from ${low} to ${high} is not a range; give two positive rates, the smaller one as low.`,
      zh: `rateRange：从 ${low} 到 ${high} 不是有效的范围；请给出两个正的学习率，较小的作为 low。`,
    });
  }
  if (!(
    Number.isFinite(smoothing) &&
    smoothing >= 0 &&
    smoothing < 1 &&
    typeof divergence === "number" &&
    divergence > 1
  )) {
    throw new TrainingError("out-of-range", {
      en: `rateRange: smoothing is ${smoothing} and divergence ${divergence}; give a smoothing of at least 0 and below 1, and a divergence above 1.`,
      zh: `rateRange：smoothing 是 ${smoothing}，divergence 是 ${divergence}；smoothing 应在 0（含）与 1（不含）之间，divergence 应大于 1。`,
    });
  }
}

/**
 * A range test as an SVG picture: the loss of each batch as a faint line, the smoothed loss on top, over the rate on a
 * logarithmic axis, and the suggestion as a vertical line.
 *
 * @throws TrainingError when there is no finite point to draw.
 * @example
 * ```ts
 * import { rateRangeSvg } from "@downhill/train/search";
 * const points = [1e-3, 1e-2, 1e-1].map((rate) => ({ rate, loss: 1 - rate, smoothed: 1 - rate }));
 * const svg = rateRangeSvg(
 *   { points, suggestion: 0.01, lowest: 0.1, diverged: false },
 *   { title: "Range test", description: "The loss falls fastest at a rate of 0.01." },
 * );
 * ```
 * @see Smith, "Cyclical learning rates for training neural networks", WACV 2017, fig. 3.
 */
export function rateRangeSvg(range: RateRange, texts: PictureTexts): string {
  rateRangeGiven("rateRangeSvg", range);
  const { points, suggestion } = range;
  if (!Number.isFinite(suggestion)) {
    throw new TrainingError("not-finite", {
      en: `rateRangeSvg: the suggestion is ${suggestion}; give what rateRange returned, after await.`,
      zh: `rateRangeSvg：suggestion 是 ${suggestion}；请给出 rateRange 的结果（先 await）。`,
    });
  }
  const {
    title,
    description,
    x = "learning rate",
    y = "loss",
  } = checkOptions("rateRangeSvg", texts, pictureTextNames);
  const { atX, atY, top, bottom, around } = frame(
    "rateRangeSvg",
    points.map(({ rate }) => rate),
    points.map(({ smoothed }) => smoothed),
    { title, description, x, y, scale: "log" },
  );
  const path = line<RatePoint>(
    ({ rate }) => Number(atX(rate).toFixed(1)),
    ({ smoothed }) => Number(atY(smoothed).toFixed(1)),
  );
  // A single batch may be far off; the picture is clipped to the range of the smoothed loss.
  const raw = line<RatePoint>(
    ({ rate }) => Number(atX(rate).toFixed(1)),
    ({ loss }) => Number(Math.min(bottom, Math.max(top, atY(loss))).toFixed(1)),
  );
  const at = atX(suggestion).toFixed(1);
  return around(
    `<path class="raw" d="${raw(points) ?? ""}"/>
<path class="line" d="${path(points) ?? ""}"/>
<line class="place" x1="${at}" x2="${at}" y1="${top}" y2="${bottom}"/><text x="${at}" y="${top - 4}" text-anchor="middle">${label(suggestion)}</text>`,
  );
}
