import type * as Solution from "./key/solution.ts";
import type { Picture, Pictures } from "./key/solution.ts";
import { source } from "./provided/chance.ts";
import { clothes } from "./provided/clothes.ts";
import { measure, type Settings, startOf, trainingOf, type Weights } from "./provided/network.ts";
import { kept } from "./provided/remedies.ts";

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  learned: ["#b4420f", "#ff9a66"],
  unseen: ["#1f5fbf", "#7fb0ff"],
} as const;
const styleOf = (svg: string): string => {
  const shaded = (shade: 0 | 1): string =>
    Object.entries(colors)
      .map(([name, shades]) => `.${svg} .${name} { color: ${shades[shade]} }`)
      .join(" ");
  return `<style>.${svg} text { font: 15px system-ui, sans-serif } .${svg} text, .${svg} rect, .${svg} path, .${svg} circle { fill: currentColor } .${svg} polyline, .${svg} line { fill: none; stroke: currentColor; stroke-width: 2 } .${svg} .grid { stroke-width: 1 }
${shaded(0)}
@media (prefers-color-scheme: dark) { ${shaded(1)} }</style>`;
};
const text = (name: string, x: number, y: number, words: string | number, anchor = "middle"): string =>
  `<text class="${name}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;

/** Losses against epochs: on the pictures that are learned, and on others; `best` marks an epoch. */
interface Panel {
  readonly title: string;
  readonly learned: readonly number[];
  readonly unseen: readonly number[];
  readonly best?: number;
  /** The first epoch of the lists, 0 by default. */
  readonly from?: number;
}
const [top, bottom] = [56, 236];

function panel(
  { title, learned, unseen, best, from = 0 }: Panel,
  left: number,
  width: number,
  highest: number,
): string {
  const epochs = Math.max(learned.length, unseen.length) - 1;
  const px = (epoch: number): number => left + (epoch / epochs) * width;
  // A loss above the frame is drawn on its edge.
  const py = (loss: number): number => bottom - (Math.min(loss, highest) / highest) * (bottom - top);
  const curve = (name: string, dashes: string, losses: readonly number[]): string =>
    `<polyline class="${name}" stroke-dasharray="${dashes}" points="${losses.map((loss, epoch) => `${px(epoch).toFixed(1)},${py(loss).toFixed(1)}`).join(" ")}"/>`;
  const levels = Array.from({ length: highest + 1 }, (_, loss) => loss).map(
    (loss) =>
      `<line class="grid" x1="${left}" x2="${left + width}" y1="${py(loss).toFixed(1)}" y2="${py(loss).toFixed(1)}"/>${text("ink", left - 8, py(loss) + 5, loss, "end")}`,
  );
  const mark =
    best === undefined
      ? ""
      : `<line class="ink" stroke-dasharray="2 4" x1="${px(best).toFixed(1)}" x2="${px(best).toFixed(1)}" y1="${top}" y2="${bottom}"/><circle class="unseen" cx="${px(best).toFixed(1)}" cy="${py(unseen[best]!).toFixed(1)}" r="5"/>${text("ink", px(best), py(unseen[best]!) - 12, best)}`;
  return [
    ...levels,
    text("ink", left, top - 14, title, "start"),
    curve("learned", "6 4", learned),
    curve("unseen", "none", unseen),
    text("ink", left, bottom + 20, from),
    text("ink", px(epochs), bottom + 20, from + epochs),
    mark,
  ].join("\n");
}
const legend = (y: number): string =>
  (["learned", "unseen"] as const)
    .map((name, i) => {
      const x = 40 + 310 * i;
      const words = { learned: "training · 训练", unseen: "unseen · 没见过" }[name];
      return `<line class="${name}" stroke-dasharray="${name === "learned" ? "6 4" : "none"}" x1="${x}" x2="${x + 34}" y1="${y}" y2="${y}"/>${text(name, x + 44, y + 5, words, "start")}`;
    })
    .join("");

/** The lesson's figure: the network of seed 0 on right labels and on random ones, as provided/remedies.json has it. */
export function opening(): string {
  const drawn = (name: "none" | "random labels", title: string, left: number): string => {
    const { train, fresh } = kept()[name][0]!.curves!;
    return panel(
      { title, from: 1, learned: train.map(([loss]) => loss), unseen: fresh.map(([loss]) => loss) },
      left,
      270,
      8,
    );
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" class="opening-17" viewBox="0 0 640 300">
${styleOf("opening-17")}
<rect class="paper" width="640" height="300"/>
${drawn("none", "right labels · 真标签", 40)}
${drawn("random labels", "random labels · 随机标签", 350)}
${legend(280)}
</svg>
`;
}

/** A picture in eight shades, each pixel 4 units wide. */
function shades(picture: Picture, left: number, up: number): string {
  const paths = Array.from({ length: 8 }, () => "");
  for (const [r, row] of picture.entries())
    for (const [c, pixel] of row.entries())
      paths[Math.min(7, Math.floor(8 * pixel))] += `M${left + 4 * c} ${up + 4 * r}h4v4h-4z`;
  return paths
    .map((d, i) => (d === "" ? "" : `<path class="ink" opacity="${(0.06 + 0.13 * i).toFixed(2)}" d="${d}"/>`))
    .join("");
}

/** The learner's trainings without and with remedies, what the test set says of the better one, and pictures that were moved. */
export async function draw({ augmented, dropout, earlyStopping, select }: typeof Solution): Promise<string> {
  const train = await clothes("train", 0, 300);
  const [validation, test] = [await clothes("validation", 6000, 300), await clothes("test", 0, 1000)];
  const [random, ones] = [source(1), Array.from({ length: 32 }, () => 1)];
  const run = async (remedy: Pick<Settings, "alter" | "factors">) => {
    const weights = await startOf(1, 32);
    const training = trainingOf({ weights, seed: 1, train, validation, ...remedy });
    const learned = [measure(weights, train).loss];
    const epoch = (): void => {
      training.epoch();
      learned.push(measure(weights, train).loss);
    };
    const found = earlyStopping({ ...training, epoch }, { patience: 8, most: 60 });
    return { learned, unseen: found.losses, best: found.best, weights: found.weights as unknown as Weights };
  };
  const models = [
    await run({}),
    await run({ alter: (pictures: Pictures) => augmented(pictures, 1, random) }),
    await run({ factors: () => dropout(ones, 0.5, random) }),
  ];
  const chosen = select(
    models,
    ({ weights }) => measure(weights, validation).loss,
    ({ weights }) => measure(weights, test).loss,
  );
  const right = (100 * measure(models[chosen.place]!.weights, test).right).toFixed(1);
  const titles = ["as it is · 不加", "shifts · 平移", "dropout"];
  const strips = [0, 3].map((which, row) => {
    const one = { part: "train", x: [train.x[which]!], y: [train.y[which]!] } as const;
    const all = [one, ...Array.from({ length: 7 }, () => augmented(one, 2, random))];
    return all.map(({ x }, i) => shades(x[0]!, 40 + 74 * i + (i === 0 ? 0 : 8), 350 + 66 * row)).join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-17" viewBox="0 0 640 500" role="img" aria-labelledby="lab-17-title lab-17-text">
<title id="lab-17-title">Early stopping with and without other remedies · 早停，以及加上其他办法</title>
<desc id="lab-17-text">Above: the loss on the pictures that are learned and on others, against epochs; a dotted line marks the epoch whose weights were kept. Below: two pictures, each followed by seven moved copies. · 上图：学过和没见过的图片上的损失随轮数的变化，点线标出保留了哪一轮的权重。下图：两张图片，各跟着七张移动过的副本。</desc>
${styleOf("lab-17")}
<rect class="paper" width="640" height="500"/>
${models.map((model, i) => panel({ ...model, title: titles[i]! }, 40 + 205 * i, 170, 3)).join("\n")}
${legend(280)}
${text("ink", 40, 325, `${titles[chosen.place]!}: validation · 验证 ${chosen.validation.toFixed(3)}, test · 测试 ${chosen.test.toFixed(3)}, ${right} %`, "start")}
${strips.join("\n")}
</svg>
`;
}
