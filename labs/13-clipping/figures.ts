/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures             all tables
 *                        npm run figures -- novel    one of them, by the name of its function
 *                        npm run -s figures -- opening > opening.svg
 */
import {
  chain,
  clipByGlobalNorm,
  clipByNorm,
  clipByValue,
  gradientDescent,
  momentum,
  type Transform,
} from "@downhill/optimizers";
import { norm, reference, tensor, useBackend } from "@downhill/tensor";
import { opening, slopeOf, walk } from "./opening.ts";
import { endOf, train } from "./provided/training.ts";
import { mapTree, numbersOf, type Tree, type Vector } from "./provided/tree.ts";

using _ = useBackend(reference);

const line = (cells: readonly (string | number)[], width = 10): string =>
  cells
    .map((cell, i) => String(cell).padStart(i === 0 ? 11 : width))
    .join("")
    .trimEnd();
const power = (value: number): string => {
  const size = Math.abs(value);
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return size >= 0.001 && size < 1e5
    ? String(Number(value.toPrecision(3)))
    : value.toExponential(1).replace("e+", "e").replace(".0e", "e");
};
const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each) / list.length;
const length = (values: Vector): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const degrees = (a: Vector, b: Vector): number => {
  const cosine = a.reduce((sum, value, i) => sum + value * b[i]!, 0) / (length(a) * length(b));
  return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
};
/** What a transform makes of one gradient, as a list. */
const of = async (transform: Transform<unknown>, values: Vector): Promise<Vector> => {
  const g = tensor(values, { dtype: "float64" });
  return Array.from(await transform.update(g, transform.init(g), g, 0)[0].data());
};

/** Descent over the cliff of the opening, with and without clipping. */
async function cliff(): Promise<readonly string[]> {
  const [free, clipped] = [await walk(Infinity), await walk(0.5)];
  return [
    line(["step", "loss", "slope", "w", "b", "clipped:", "loss", "w", "b"], 9),
    ...[0, 20, 40, 59, 60, 61, 200].map((t) => {
      const [one, other] = [free[t]!, clipped[t]!];
      const cells = (place: typeof one) => [place.w.toFixed(2), place.b.toFixed(2)];
      return line(
        [t, one.loss.toFixed(4), power(one.slope), ...cells(one), "", other.loss.toFixed(4), ...cells(other)],
        9,
      );
    }),
  ];
}

/** Erratum E29: (3, 0.3) clipped by value and by norm. */
async function turn(): Promise<readonly string[]> {
  const g = [3, 0.3];
  const shown = (values: Vector): string => values.map((value) => value.toFixed(3)).join(", ");
  const angle = ([x = 0, y = 0]: Vector): string => `${((Math.atan2(y, x) * 180) / Math.PI).toFixed(1)}°`;
  const rows = [4, 1, 0.3, 0.1].map(async (limit) => {
    const [value, whole] = [await of(clipByValue(limit), g), await of(clipByGlobalNorm(limit), g)];
    return line([limit, shown(value), angle(value), shown(whole), angle(whole)], 15);
  });
  return [line(["limit", "by value", "angle", "by norm", "angle"], 15), ...(await Promise.all(rows))];
}

/** The norm of (3, −4) times a size: by its formula, and the package's. */
async function ends(): Promise<readonly string[]> {
  const sizes = [1e-170, 1e-160, 1e-150, 1, 1e150, 1e155, 1e200];
  const naive = sizes.map((size) => power(Math.sqrt((3 * size) ** 2 + (-4 * size) ** 2)));
  const ours = sizes.map(async (size) =>
    power(await norm(tensor([3 * size, -4 * size], { dtype: "float64" })).item()),
  );
  return [
    line(["(3, −4) ×", ...sizes.map(power)], 9),
    line(["√Σg²", ...naive], 9),
    line(["scaled", ...(await Promise.all(ours))], 9),
  ];
}

/** Erratum E02: the slope of the opening's loss in several places, and what clipping at 0.5 makes of its length. */
async function small(): Promise<readonly string[]> {
  const ws = [6, 5, 4, 6, 12, 20, 6];
  const bs = [-3, -2.41, -1.9, -1.5, -1, 0, -12];
  const rows = ws.map(async (w, i) => {
    const b = bs[i]!;
    const { loss, gradient } = await slopeOf(w, b);
    const clipped = await of(clipByGlobalNorm(0.5), gradient);
    return line([w, b, loss.toFixed(3), power(length(gradient)), power(length(clipped))], 9);
  });
  return [line(["w", "b", "loss", "slope", "clipped"], 9), ...(await Promise.all(rows))];
}

/** Slopes of 1, one of 100 at step 21, then −1: the lengths of momentum's steps, clipped in three ways. */
async function spike(): Promise<readonly string[]> {
  const slopes = Array.from({ length: 60 }, (_, t) => (t < 20 ? 1 : t === 20 ? 100 : -1));
  const moves = async (rule: Transform<unknown>): Promise<Vector> => {
    const at = tensor([0], { dtype: "float64" });
    let state = rule.init(at);
    const seen: Vector = [];
    for (const [t, slope] of slopes.entries()) {
      const [update, after] = rule.update(tensor([slope], { dtype: "float64" }), state, at, t);
      seen.push(-(await update.item()));
      state = after;
    }
    return seen;
  };
  const rule = momentum({ learningRate: 0.1, momentum: 0.9 });
  const at = [20, 21, 22, 25, 30, 40];
  const rows = Object.entries({
    "not at all": rule,
    "the slope": chain(clipByGlobalNorm(1), rule),
    "the step": chain(rule, clipByGlobalNorm(1)),
  }).map(async ([name, each]) => {
    const seen = await moves(each);
    const turned = seen.findIndex((move) => move < 0) - 20;
    return line([name, ...at.map((t) => seen[t - 1]!.toFixed(3)), turned], 9);
  });
  return [line(["clipped", ...at.map((t) => `t=${t}`), "turns"], 9), ...(await Promise.all(rows))];
}

/**
 * How many steps bring cosh x down from x, until |x| < 0.001: without clipping at the best of rates that lie 9 % apart, and
 * clipped, at η = c = 1, without any tuning. The highest rate comes first: it fails soon, and lower ones stop at the fewest steps so far.
 */
function smooth(): readonly string[] {
  const steps = (from: number, rate: number, limit: number, most: number): number => {
    let x = from;
    for (let t = 0; t < most; t++) {
      if (Math.abs(x) < 1e-3) return t;
      const slope = Math.sinh(x);
      x -= (rate * slope * limit) / Math.max(Math.abs(slope), limit);
      if (!(Math.abs(x) < 100)) return Infinity;
    }
    return Infinity;
  };
  const rates = Array.from({ length: 141 }, (_, i) => 2 ** (0.5 - i / 8));
  return [
    line(["from", "curvature", "best η", "steps", "clipped"]),
    ...[1.5, 3.5, 5.5, 7.5, 9.5].map((from) => {
      let [fewest, best] = [3e6, NaN];
      for (const rate of rates) {
        const count = steps(from, rate, 1e300, fewest + 1);
        if (count <= fewest) [fewest, best] = [count, rate];
      }
      return line([from, power(Math.cosh(from)), power(best), fewest, steps(from, 1, 1, 100)]);
    }),
  ];
}

/**
 * A transform of the package as a rule for the recurrent network: its updates, and what clipping did to the gradient. Where
 * parts do not matter, the gradient is one long list, which is faster.
 */
function packaged(clip: Transform<unknown> | undefined, rate: number, inParts = false) {
  const descent = gradientDescent({ learningRate: rate });
  const rule = clip === undefined ? descent : chain(clip, descent);
  const turns: Vector = [];
  const step = async (gradient: Tree) => {
    const tensors = Object.fromEntries(
      Object.entries(inParts ? gradient : { gradient }).map(([name, part]) => [
        name,
        tensor(Float64Array.from(numbersOf(part as Tree)), { dtype: "float64" }),
      ]),
    );
    const [updates] = rule.update(tensors, rule.init(tensors), tensors, 0);
    const values = numbersOf(
      await Promise.all(Object.values(updates).map(async (part) => Array.from(await part.data()))),
    );
    const whole = numbersOf(gradient);
    if (length(values) < rate * length(whole) * (1 - 1e-9)) turns.push(180 - degrees(whole, values));
    let i = 0;
    return { update: mapTree(() => values[i++]!, gradient), state: undefined };
  };
  return { step, turns };
}

const seeds = [1, 2, 3, 4];
/** Moby-Dick: the loss at the end, how many steps were clipped and by what angle they were turned, over four seeds. */
async function novel(): Promise<readonly string[]> {
  const rows = [line(["clipped", "limit", "loss", "lowest", "highest", "longest", "steps", "turned"], 9)];
  for (const [name, limit, clip] of [
    ["not at all", "", undefined],
    ["by norm", 1, clipByGlobalNorm(1)],
    ["each part", 0.5, clipByNorm(0.5)],
    ["by value", 0.05, clipByValue(0.05)],
  ] as const) {
    const [losses, longest, turns]: [Vector, Vector, Vector] = [[], [], []];
    for (const seed of seeds) {
      const rule = packaged(clip, 1, name === "each part");
      const training = await train(rule.step, undefined, { seed });
      losses.push(endOf(training));
      longest.push(Math.max(...training.norms));
      turns.push(...rule.turns);
    }
    const ends = [mean(losses), Math.min(...losses), Math.max(...losses)].map((loss) => loss.toFixed(2));
    const share = `${((100 * turns.length) / (500 * seeds.length)).toFixed(0)} %`;
    const angle = turns.length === 0 ? "" : `${mean(turns).toFixed(0)}°`;
    rows.push(line([name, limit, ...ends, power(Math.max(...longest)), share, angle], 9));
  }
  return rows;
}

/** First experiment: ten samples, each one's slope clipped by value: where descent comes to rest. */
function median(): readonly string[] {
  const samples = [0, 0, 0, 0, 0, 1, 1, 2, 6, 10];
  const rest = (limit: number): number => {
    let x = 0;
    for (let t = 0; t < 20_000; t++)
      x -= (0.1 * mean(samples.map((sample) => Math.max(-limit, Math.min(x - sample, limit))))) / limit;
    return x;
  };
  const limits = [100, 5, 2, 1, 0.5, 0.1];
  return [line(["limit", ...limits], 8), line(["rest", ...limits.map((each) => rest(each).toFixed(3))], 8)];
}

/** Second experiment: the loss at the end for lower and lower limits, with η = 1 and with ηc = 0.6, from seed 1. */
async function limits(): Promise<readonly string[]> {
  const tried = [1, 0.1, 0.03];
  const row = async (name: string, rateOf: (limit: number) => number): Promise<string> => {
    const cells: string[] = [];
    for (const limit of tried) {
      const { step } = packaged(clipByGlobalNorm(limit), rateOf(limit));
      cells.push(endOf(await train(step, undefined)).toFixed(2));
    }
    return line([name, ...cells], 8);
  };
  return [
    line(["c", ...tried], 8),
    await row("η = 1", () => 1),
    await row("η = 0.6/c", (limit) => 0.6 / limit),
  ];
}

const tables = { cliff, turn, ends, small, spike, smooth, novel, median, limits };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(await opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);
