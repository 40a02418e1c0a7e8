import { type Chart, chart, dot, line, polyline, shades, text } from "@downhill/grader/chart";
import type * as Solution from "./key/solution.ts";
import type { Picture, Pictures } from "./key/solution.ts";
import { source } from "./provided/chance.ts";
import { clothes } from "./provided/clothes.ts";
import { measure, type Settings, startOf, trainingOf, type Weights } from "./provided/network.ts";
import { kept } from "./provided/remedies.ts";

/** A chart of losses, and of pictures. */
const chartOf = (about: Pick<Chart, "name" | "size" | "title" | "description">, parts: readonly string[]) =>
  chart(
    {
      ...about,
      colors: { learned: shades.red, unseen: shades.blue },
      css: "& text { font: 15px system-ui, sans-serif } & rect, & path, & circle { fill: currentColor } & polyline, & line { fill: none; stroke: currentColor; stroke-width: 2 } & .grid { stroke-width: 1 }",
    },
    parts,
  );

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
  const curve = (name: string, losses: readonly number[], dashes?: string): string =>
    polyline(
      name,
      losses.map((loss, epoch) => [px(epoch), py(loss)]),
      dashes,
    );
  const levels = Array.from({ length: highest + 1 }, (_, loss) => loss).map(
    (loss) =>
      line("grid", [left, py(loss)], [left + width, py(loss)]) +
      text("ink", [left - 8, py(loss) + 5], loss, "end"),
  );
  const marked = (epoch: number): string =>
    line("ink", [px(epoch), top], [px(epoch), bottom], "2 4") +
    dot("unseen", [px(epoch), py(unseen[epoch]!)], 5) +
    text("ink", [px(epoch), py(unseen[epoch]!) - 12], epoch);
  return [
    ...levels,
    text("ink", [left, top - 14], title, "start"),
    curve("learned", learned, "6 4"),
    curve("unseen", unseen),
    text("ink", [left, bottom + 20], from),
    text("ink", [px(epochs), bottom + 20], from + epochs),
    best === undefined ? "" : marked(best),
  ].join("\n");
}
const legend = (y: number): string =>
  (["learned", "unseen"] as const)
    .map((name, i) => {
      const x = 40 + 310 * i;
      const words = { learned: "training · 训练", unseen: "unseen · 没见过" }[name];
      const dashes = name === "learned" ? "6 4" : undefined;
      return line(name, [x, y], [x + 34, y], dashes) + text(name, [x + 44, y + 5], words, "start");
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
  const title = "Losses with right labels and with random ones";
  return chartOf({ name: "opening-17", size: [640, 300], title }, [
    drawn("none", "right labels · 真标签", 40),
    drawn("random labels", "random labels · 随机标签", 350),
    legend(280),
  ]);
}

/** A picture in eight shades, each pixel 4 units wide. */
function shaded(picture: Picture, left: number, up: number): string {
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
    return all.map(({ x }, i) => shaded(x[0]!, 40 + 74 * i + (i === 0 ? 0 : 8), 350 + 66 * row)).join("");
  });
  const sets = `validation · 验证 ${chosen.validation.toFixed(3)}, test · 测试 ${chosen.test.toFixed(3)}`;
  return chartOf(
    {
      name: "lab-17",
      size: [640, 500],
      title: "Early stopping with and without other remedies · 早停，以及加上其他办法",
      description:
        "Above: the loss on the pictures that are learned and on others, against epochs; a dotted line marks the epoch whose weights were kept. Below: two pictures, each followed by seven moved copies. · 上图：学过和没见过的图片上的损失随轮数的变化，点线标出保留了哪一轮的权重。下图：两张图片，各跟着七张移动过的副本。",
    },
    [
      ...models.map((model, i) => panel({ ...model, title: titles[i]! }, 40 + 205 * i, 170, 3)),
      legend(280),
      text("ink", [40, 325], `${titles[chosen.place]!}: ${sets}, ${right} %`, "start"),
      ...strips,
    ],
  );
}
