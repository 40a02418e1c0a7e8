import { chart, dot, line, shades, text } from "@downhill/grader/chart";
import type * as Solution from "./key/solution.ts";
import type { Columns, Data } from "./key/solution.ts";
import { averaged, coins, type Leak, type Outcome, sexes, type Tools } from "./leaks.ts";
import { measures, missing } from "./provided/penguins.ts";
import { source } from "./provided/random.ts";
import { birds as birdsFile } from "./questions/birds.ts";

type Module = typeof Solution;

const chartOf = (name: string, height: number, title: string, parts: readonly string[]): string =>
  chart(
    {
      name,
      size: [640, height],
      title,
      colors: { told: shades.red, true: shades.blue, third: shades.green },
      css: "& text { font: 15px system-ui, sans-serif } & .full { fill: currentColor } & .open { fill: none } & line, & .open, & .full { stroke: currentColor; stroke-width: 1.5 } & .bar, & .bold { stroke-width: 3 }",
    },
    parts,
  );

/** A pipeline of the chart: its name in both languages, and what it reported and what was true. */
interface Bar extends Outcome {
  readonly en: string;
  readonly zh: string;
}
const [left, right, step] = [300, 600, 52];
const px = (share: number): number => left + ((share - 0.4) / 0.6) * (right - left);

/** Pipelines below each other: a ring for what the test set reports, a disc for fresh rows. */
function bars(all: readonly Bar[], top: number): string {
  const bottom = top + 34 + all.length * step;
  const grid = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map(
    (share) =>
      line("grid", [px(share), top + 34], [px(share), bottom], share === 0.5 ? undefined : "2 4") +
      text("ink", [px(share), bottom + 20], `${Math.round(100 * share)}%`),
  );
  const rows = all.map(({ en, zh, reported, fresh }, i) => {
    const y = top + 34 + (i + 0.5) * step;
    return [
      text("ink", [left - 24, y - 3], en, "end"),
      text("ink", [left - 24, y + 16], zh, "end"),
      line("told bar", [px(fresh), y], [px(reported), y]),
      dot("true full", [px(fresh), y], 6),
      dot("told open bold", [px(reported), y], 9),
    ].join("");
  });
  const legend = [
    dot("told open bold", [left + 10, top + 12], 9),
    text("ink", [left + 26, top + 17], "test set · 测试集", "start"),
    dot("true full", [left + 172, top + 12], 6),
    text("ink", [left + 186, top + 17], "fresh rows · 新数据", "start"),
  ];
  return [...legend, ...grid, ...rows].join("\n");
}
const heightOf = (all: readonly Bar[]): number => 34 + all.length * step + 34;

/** The pipelines that are compared, as they are measured. */
export const compared = (
  birds: (leak: Leak) => Outcome,
  tosses: (from: "train" | "all") => Outcome,
): readonly Bar[] => [
  { en: "coin: columns chosen by all rows", zh: "抛硬币：按全部行挑选列", ...tosses("all") },
  { en: "coin: by the training set", zh: "抛硬币：按训练集挑选列", ...tosses("train") },
  { en: "sex: every row twice, then split", zh: "性别：每行两份，再划分", ...birds("repeats") },
  { en: "sex: fill and scale by all rows", zh: "性别：按全部行填补、缩放", ...birds("statistics") },
  { en: "sex: by the training set", zh: "性别：按训练集填补、缩放", ...birds("none") },
];

/** The lesson's figure. */
export const opening = (all: readonly Bar[]): string =>
  chartOf("opening-15", 12 + heightOf(all), "What a test set reports, and what is true", [bars(all, 12)]);

const shapes = ["true", "told", "third"] as const;
/** A bird at its place: a disc, a triangle or a square for its species, only its outline if it belongs to the test set. */
function mark(species: number, x: number, y: number, kind: "full" | "open"): string {
  const name = `${shapes[species]!} ${kind}`;
  if (species === 0) return dot(name, [x, y], 3.5);
  if (species === 1) return `<path class="${name}" d="M${x.toFixed(1)} ${(y - 4.5).toFixed(1)}l4.5 8h-9z"/>`;
  return `<path class="${name}" d="M${(x - 3.3).toFixed(1)} ${(y - 3.3).toFixed(1)}h6.6v6.6h-6.6z"/>`;
}

/** The penguins by the learner's pipeline: the bill's length and depth, in deviations from the mean of the training set. */
function flock(module: Module, birds: Data<Solution.Row>, columns: Columns, bottom: number): string {
  const [width, height] = [560, bottom - 60];
  const at = (x: number, y: number) =>
    [60 + ((x + 2.4) / 5.4) * width, 40 + ((2.6 - y) / 5.2) * height] as const;
  const parts = module.split(birds, 0.25, source(0));
  const { train, test, statistics } = module.prepare(parts, columns);
  const names = [...new Set(birds.y)].sort();
  const place = Object.keys(columns);
  const [long, deep] = [place.indexOf("bill_length_mm"), place.indexOf("bill_depth_mm")];
  const drawn = ({ x, y }: Data<number[]>, kind: "full" | "open"): string =>
    x.map((row, i) => mark(names.indexOf(y[i]!), ...at(row[long]!, row[deep]!), kind)).join("");
  const unmeasured = birds.x.flatMap((row, i) => (row["bill_length_mm"] === null ? [i] : []));
  const filled = unmeasured.map((i) => {
    const row = module.transform(birds.x[i]!, statistics);
    const [x, y] = at(row[long]!, row[deep]!);
    return `<path class="ink open bold" d="M${(x - 9).toFixed(1)} ${y.toFixed(1)}h18m-9 -9v18"/>`;
  });
  const ticks = [-2, -1, 0, 1, 2].map((each) => {
    const [[x], [, y]] = [at(each, 0), at(0, each)];
    return [
      line("grid", [x, 40], [x, bottom - 20], "2 4"),
      line("grid", [60, y], [620, y], "2 4"),
      text("ink", [x, bottom], each),
      text("ink", [48, y + 5], each, "end"),
    ].join("");
  });
  const legend = names.map(
    (name, i) => mark(i, 72 + 130 * i, 18, "full") + text("ink", [84 + 130 * i, 23], name, "start"),
  );
  return [
    ...ticks,
    drawn(train, "full"),
    drawn(test, "open"),
    ...filled,
    ...legend,
    text("ink", [620, 23], "bill length → · 喙长 →", "end"),
    text("ink", [66, 56], "↑ bill depth · 喙高", "start"),
  ].join("\n");
}

/** The learner's penguins, and below them what the learner's own pipeline reports, with leaks and without. */
export async function draw(module: Module): Promise<string> {
  const file = await birdsFile();
  const columns: Columns = { ...measures, island: "text" };
  const birds = module.clean(file, { columns, label: "species", missing: [...missing] });
  const sexColumns: Columns = { ...columns, species: "text" };
  const bySex = module.clean(file, { columns: sexColumns, label: "sex", missing: [...missing] });
  const tools: Tools = {
    split: (data, share, seed) => module.split(data, share, source(seed)),
    prepare(from, of, ...lists) {
      const statistics = module.fit(from, of);
      return lists.map((rows) => rows.map((row) => module.transform(row, statistics)));
    },
  };
  const all = compared(
    (leak) => averaged(20, (seed) => sexes(tools, bySex, sexColumns, seed, leak)),
    (from) => averaged(10, (seed) => coins(tools, 2000, seed, from)),
  );
  const top = 380;
  const title =
    "Penguins of your pipeline, and what it reports with a leak and without · 你的流水线处理过的企鹅，以及有泄漏和没有泄漏时报告的准确率";
  return chartOf("lab-15", top + 20 + heightOf(all), title, [
    flock(module, birds, columns, top - 10),
    bars(all, top + 20),
  ]);
}
