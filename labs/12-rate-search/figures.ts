/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures            all tables
 *                        npm run figures -- bowl    one of them: ramps, zero, lag, bowl, network, descent, adam, rules, lengths, slopes, gentle, batchSizes
 *                        npm run -s figures -- opening > opening.svg
 *                        npm run -s figures -- measure > provided/measured.ts    a few minutes
 */
import { exponentialWarmup, linear } from "@downhill/schedules";
import { measureAll, type Rule } from "./measure.ts";
import { grids, numbersIn, opening } from "./picture.ts";
import { bowlTest } from "./provided/bowl.ts";
import { measured } from "./provided/measured.ts";

const row = (cells: readonly (string | number)[], width = 10): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? 12 : width)).join("");
const two = (value: number): string => String(Number(value.toPrecision(2)));
const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;
/** Losses, infinite where a training diverged. */
const withInfinity = (losses: readonly (number | null)[]): readonly number[] =>
  losses.map((loss) => loss ?? Infinity);
/** The mean of some losses, the lowest and the highest. */
const spread = (losses: readonly (number | null)[]): readonly string[] => {
  const all = withInfinity(losses);
  return [mean(all), Math.min(...all), Math.max(...all)].map((loss) => loss.toFixed(2));
};
const names: Readonly<Record<Rule, string>> = { descent: "descent", adam: "Adam" };
const rules = ["descent", "adam"] as const;

/** The rates of a range test: 100 of them from 1e-5 to 10. */
const rates = Array.from({ length: 100 }, (_, step) => exponentialWarmup(10, 99, { start: 1e-6 })(step));

function ramps(): readonly string[] {
  const falling = linear(10, 99, { final: 1e-5 });
  const straight = rates.map((_, step) => falling(99 - step));
  const bounds = [1e-4, 1e-3, 0.01, 0.1, 1];
  const count = (name: string, all: readonly number[]): string =>
    row([name, ...bounds.map((bound) => all.filter((rate) => rate < bound).length)], 8);
  return [row(["rates below", ...bounds], 8), count("linear", straight), count("geometric", rates)];
}

/** The running means, as they are and corrected. */
function meansOf(
  losses: readonly number[],
  beta: number,
): readonly (readonly [raw: number, corrected: number])[] {
  let raw = 0;
  return losses.map((loss, t) => {
    raw = beta * raw + (1 - beta) * loss;
    return [raw, raw / (1 - beta ** (t + 1))];
  });
}

function zero(): readonly string[] {
  const at = [1, 2, 3, 10, 30, 60];
  const all = meansOf(
    Array.from({ length: 60 }, () => 2.4),
    0.9,
  );
  const line = (name: string, i: 0 | 1): string =>
    row([name, ...at.map((t) => all[t - 1]![i].toFixed(3))], 8);
  return [row(["t", ...at], 8), line("m", 0), line("corrected", 1)];
}

/** How many steps a mean of a straight line lags behind it, and what that makes of a rate. */
function lag(): readonly string[] {
  const ratio = rates[1]! / rates[0]!;
  return [
    row(["β", "β/(1−β)", "measured", "rate ×"]),
    ...[0, 0.5, 0.9, 0.95].map((beta) => {
      const steps = 3000;
      const all = meansOf(
        Array.from({ length: steps }, (_, t) => t),
        beta,
      );
      const late = steps - 1 - all.at(-1)![1];
      return row([beta, (beta / (1 - beta)).toFixed(1), late.toFixed(1), (ratio ** late).toFixed(1)]);
    }),
  ];
}

/** On ½x², from 2e-5 to 50, in different numbers of steps. */
function bowl(): readonly string[] {
  return [
    row(["steps", "h", "steepest", "h/2", "lowest", "above J₀"]),
    ...[50, 100, 200, 400, 1600].map((steps) => {
      const rate = exponentialWarmup(50, steps - 1, { start: 4e-7 });
      const h = Math.log(2.5e6) / (steps - 1);
      const { losses, lowest } = bowlTest([1], rate, steps);
      const slopes = losses.slice(1, lowest).map((_, i) => losses[i + 2]! - losses[i]!);
      const steepest = 1 + slopes.indexOf(Math.min(...slopes));
      const above = losses.findIndex((loss, t) => t > lowest && loss > losses[0]!);
      const places = [
        rate(steepest).toFixed(4),
        (h / 2).toFixed(4),
        rate(lowest).toFixed(2),
        rate(above).toFixed(2),
      ];
      return row([steps, h.toFixed(3), ...places]);
    }),
  ];
}

/** Where the losses of two directions are lowest: one of curvature 1, and a gentler one. */
function gentle(): readonly string[] {
  const rate = exponentialWarmup(50, 199, { start: 4e-7 });
  const tried = [1, 0.1, 0.01, 0.001];
  return [
    row(["μ", ...tried], 8),
    row(["lowest", ...tried.map((mu) => rate(bowlTest([1, mu], rate, 200).lowest).toFixed(2))], 8),
  ];
}

/** The suggestions for descent, by the size of the batches. */
const batchSizes = (): readonly string[] => [
  row(["batch", "suggestions"], 14),
  ...Object.entries<readonly (number | null)[]>(measured.batchSizes).map(([size, list]) => {
    const all = list.filter((rate) => rate !== null);
    const none = list.length - all.length;
    return row(
      [size, `${two(Math.min(...all))}–${two(Math.max(...all))}`, ...(none > 0 ? [`none: ${none}`] : [])],
      14,
    );
  }),
];

function network(): readonly string[] {
  const { suggestion, lowest, stopped } = measured.descent;
  return [
    row(["seed", "L", "2/L", "suggestion", "lowest", "stopped"], 12),
    ...measured.sharpness.map((largest, seed) =>
      row(
        [
          seed,
          largest.toFixed(1),
          two(2 / largest),
          two(suggestion[seed]!),
          two(lowest[seed]!),
          typeof stopped[seed] === "number" ? two(stopped[seed]) : "–",
        ],
        12,
      ),
    ),
  ];
}

const swept = (rule: Rule): readonly string[] => [
  row(["η", ...grids[rule]], 8),
  ...["mean", "lowest", "highest"].map((name, i) =>
    row([name, ...measured[rule].sweep.map((losses) => spread(losses)[i]!)], 8),
  ),
];

/** What each way to choose a rate costs: the loss after one pass, of six seeds. */
function ways(): readonly string[] {
  const line = (
    rule: string,
    name: string,
    chosen: readonly number[],
    losses: readonly (number | null)[],
  ): string => {
    const range = [...new Set([Math.min(...chosen), Math.max(...chosen)].map(two))].join("–");
    return `${rule.padStart(8)}  ${name.padEnd(14)}${range.padStart(13)}${row(["", ...spread(losses)], 9).slice(8)}`;
  };
  return [
    `${"".padStart(8)}  ${"rate".padEnd(14)}${"η".padStart(13)}${row(["", "mean", "lowest", "highest"], 9).slice(8)}`,
    ...rules.flatMap((rule) => {
      const { sweep, at, suggestion, lowest } = measured[rule];
      const best = sweep.map((losses) => mean(withInfinity(losses)));
      const place = best.indexOf(Math.min(...best));
      return [
        line(names[rule], "best of sweep", [grids[rule][place]!], sweep[place]!),
        line("", "steepest fall", suggestion, at.suggestion),
        line(
          "",
          "lowest / 10",
          lowest.map((rate) => rate / 10),
          at.tenth,
        ),
        line("", "lowest", lowest, at.lowest),
      ];
    }),
  ];
}

/** The suggestions of six seeds, by the length of the ramp and by the smoothing. */
function lengths(): readonly string[] {
  const range = (list: readonly number[]): string => `${two(Math.min(...list))}–${two(Math.max(...list))}`;
  return [
    row(["", "steps", "β", "suggestions", "mean"], 14),
    ...rules.flatMap((rule) => {
      const { lengths: by, smoothings, suggestion } = measured[rule];
      const line = (steps: number, beta: number, list: readonly number[]): string =>
        row([names[rule], steps, beta, range(list), two(mean(list))], 14);
      return [
        line(50, 0.9, by[50]),
        line(100, 0.9, suggestion),
        line(200, 0.9, by[200]),
        line(400, 0.9, by[400]),
        line(100, 0, smoothings[0]),
        line(100, 0.98, smoothings[0.98]),
      ];
    }),
  ];
}

/** On the curves of seed 0: where the means fall fastest per step of ln η, and where per unit of η. */
function slopes(): readonly string[] {
  return [
    row(["", "by ln η", "by η"]),
    ...rules.map((rule) => {
      const means = numbersIn(measured[rule].curve.means);
      const lowest = means.indexOf(Math.min(...means));
      const steepest = (weight: (i: number) => number): number => {
        const falls = means.map((_, i) => {
          if (i < 10 || i > lowest || i + 5 >= means.length) return 0;
          let slope = 0;
          for (let k = -5; k <= 5; k++) slope += k * means[i + k]!;
          return slope * weight(i);
        });
        return rates[falls.indexOf(Math.min(...falls))]!;
      };
      return row([names[rule], two(steepest(() => 1)), two(steepest((i) => 1 / rates[i]!))]);
    }),
  ];
}

const tables = {
  ramps,
  zero,
  lag,
  bowl,
  network,
  descent: () => swept("descent"),
  adam: () => swept("adam"),
  rules: ways,
  lengths,
  gentle,
  batchSizes,
  slopes,
};
const asked = process.argv.slice(2);
if (asked.includes("measure")) process.stdout.write(await measureAll());
else if (asked.includes("opening")) process.stdout.write(opening());
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${table().join("\n")}\n`);
