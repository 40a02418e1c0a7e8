import { valueAndGrad } from "@downhill/autograd";
import * as o from "@downhill/optimizers";
import { mul, square, sub, sum, tensor, type Tensor } from "@downhill/tensor";
import { type Figure, type Point, short } from "./plot.ts";
import {
  bottom,
  byRule,
  byTensors,
  curvatures,
  height,
  layouts,
  start,
  steps,
  type Walk,
  type WalkOptions,
} from "./walk.ts";

const plain = (learningRate: number) => o.gradientDescent({ learningRate });
const { two, diagonal } = layouts;
const wrap = (make: (rate: number) => unknown, options?: WalkOptions): Walk =>
  byTensors(make as (rate: number) => o.Transform<unknown>, options);

const sharper = o.sam(
  valueAndGrad((w: Tensor) =>
    mul(0.5, sum(mul(tensor([...curvatures]), square(sub(w, tensor([...bottom])))))),
  ),
  { radius: 0.05 },
);

/** What wraps gradient descent, or is no rule of one coordinate, and how it is called. */
const others: Readonly<Record<string, readonly [call: string, walk: Walk]>> = {
  accumulate: ["accumulate(2, gradientDescent(η))", wrap((rate) => o.accumulate(2, plain(rate)))],
  adafactor: ["adafactor(η)", wrap((learningRate) => o.adafactor({ learningRate }))],
  averageParameters: [
    "averageParameters(0.8)",
    wrap((rate) => o.chain(plain(rate), o.averageParameters(0.8)), {
      read: (_, state) => (state as readonly [unknown, o.Params])[1],
    }),
  ],
  clipAdaptively: [
    "clipAdaptively(0.1), gradientDescent(η)",
    wrap((rate) => o.chain(o.clipAdaptively(0.1), plain(rate))),
  ],
  clipByGlobalNorm: [
    "clipByGlobalNorm(3), gradientDescent(η)",
    wrap((rate) => o.chain(o.clipByGlobalNorm(3), plain(rate)), { layout: two }),
  ],
  clipByNorm: [
    "clipByNorm(3), gradientDescent(η)",
    wrap((rate) => o.chain(o.clipByNorm(3), plain(rate)), { layout: two }),
  ],
  clipByValue: ["clipByValue(3), gradientDescent(η)", wrap((rate) => o.chain(o.clipByValue(3), plain(rate)))],
  lamb: ["lamb(η)", wrap((learningRate) => o.lamb({ learningRate }), { layout: two })],
  lookahead: ["lookahead(5, 0.5, gradientDescent(η))", wrap((rate) => o.lookahead(5, 0.5, plain(rate)))],
  muon: ["muon(η)", wrap((learningRate) => o.muon({ learningRate }), { layout: diagonal })],
  normalise: ["normalise(), gradientDescent(η)", wrap((rate) => o.chain(o.normalise(), plain(rate)))],
  partition: [
    "partition(gradientDescent(25 η), [/steep/, gradientDescent(η)])",
    wrap((rate) => o.partition(plain(25 * rate), [/steep/, plain(rate)]), { layout: two }),
  ],
  sam: [
    "sam(…, { radius: 0.05 }), gradientDescent(η)",
    wrap(plain, {
      gradientAt: async (point, step) => {
        const [, gradient] = sharper(tensor([...point]), step);
        const [x = 0, y = 0] = await gradient.data();
        return [x, y];
      },
    }),
  ],
};

/** The rates that are tried: eight for each power of ten from 0.001 to 10. */
const rates = Array.from({ length: 33 }, (_, i) => Number((10 ** (i / 8 - 3)).toPrecision(2)));

interface Best {
  readonly rate: number;
  readonly path: readonly Point[];
  readonly reached: number;
  readonly highest: number;
}

/** How many of the last steps are judged: a walk that swings through the bottom at the right moment is not the best. */
const judged = 10;

/** The walk whose highest point among its last ones is lowest. */
async function bestOf(walk: Walk): Promise<Best> {
  let best: Best | undefined;
  for (const rate of rates) {
    const path = await walk(rate);
    const reached = height(path.at(-1)!);
    const highest = Math.max(...path.slice(-judged).map(height));
    if (Number.isFinite(highest) && (best === undefined || highest < best.highest))
      best = { rate, path, reached, highest };
  }
  if (best === undefined) throw new Error("no rate brings the walk to an end");
  return best;
}

/** A line of equal height, an ellipse. */
const level = (j: number): Point[] =>
  Array.from({ length: 49 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 48;
    const [a, b] = [Math.sqrt((2 * j) / curvatures[0]), Math.sqrt((2 * j) / curvatures[1])];
    return [bottom[0] + a * Math.cos(angle), bottom[1] + b * Math.sin(angle)];
  });

const sgd = bestOf(byRule(o.gradientDescent.rule));

function walkOf(name: string): readonly [call: string, walk: Walk] | undefined {
  const exported = (o as unknown as Readonly<Record<string, { readonly rule?: o.Rule<string, string> }>>)[
    name
  ];
  const rule = exported?.rule;
  if (rule === undefined) return others[name];
  // The momentum that suits a bowl of this shape, ((√25 − 1)/(√25 + 1))², and not the default of 0.9.
  const more = "momentum" in rule.hyper ? { momentum: 0.44 } : {};
  const said = Object.entries(more).map(([setting, value]) => `, ${setting} = ${value}`);
  return [`${name}(η${said.join("")})`, byRule(rule, more)];
}

/** Some steps of both walks, in numbers. */
const rows = (mine: readonly Point[], theirs: readonly Point[]): string[][] =>
  [0, 1, 2, 3, 5, 10, 20, 30, steps].map((step) => [
    String(step),
    ...[mine, theirs].flatMap((path) => [...path[step]!, height(path[step]!)].map(short)),
  ]);

/** The figure of an optimizer: its path on the bowl and that of gradient descent, each at its own best rate. */
export async function optimizerFigure(name: string): Promise<Figure | undefined> {
  const found = walkOf(name);
  if (found === undefined) return undefined;
  const [call, walk] = found;
  const descent = name === "gradientDescent";
  const mine = await bestOf(walk);
  const slow = Number((mine.rate / 3).toPrecision(2));
  const path = descent ? await walk(slow) : [];
  const theirs = descent ? { rate: slow, path, reached: height(path.at(-1)!) } : await sgd;
  const [own, other] = [call.replaceAll("(η", `(η = ${mine.rate}`), `gradientDescent(η = ${theirs.rate})`];
  return {
    title: {
      en: `${name}: ${steps} steps on a bowl 25 times as steep one way as the other`,
      zh: `${name}：在一个方向比另一个方向陡 25 倍的碗里走 ${steps} 步`,
    },
    summary: {
      en: `From (${short(start[0])}, ${start[1]}) on J = ½((θ₁ − 5)² + 25 (θ₂ − 2)²), where J = ${height(start)}. ${descent ? "" : `Each runs at that of ${rates.length} rates between 0.001 and 10 which keeps J lowest over its last ten steps. `}Settings that are not named have their defaults. After ${steps} steps ${own} is at J = ${short(mine.reached)}, ${other} at J = ${short(theirs.reached)}. A dot is a step.`,
      zh: `从 (${short(start[0])}, ${start[1]}) 出发，J = ½((θ₁ − 5)² + 25 (θ₂ − 2)²)，起点处 J = ${height(start)}。${descent ? "" : `在 0.001 与 10 之间的 ${rates.length} 个学习率里，各用最后十步里让 J 保持最低的那一个。`}没有写出的设置取默认值。走 ${steps} 步之后，${own} 到达 J = ${short(mine.reached)}，${other} 到达 J = ${short(theirs.reached)}。一个点就是一步。`,
    },
    x: { en: "flat parameter θ₁", zh: "平缓的参数 θ₁" },
    y: { en: "steep parameter θ₂", zh: "陡峭的参数 θ₂" },
    lines: [
      { name: own, points: mine.path, dots: true },
      { name: other, points: theirs.path, dots: true },
    ],
    ground: [0.25, 1, 4, 9, 16, 25].map(level),
    table: {
      head: [
        { en: "step", zh: "步" },
        ...[name, descent ? other : "gradientDescent"].flatMap((each) => [`${each}, θ₁`, "θ₂", "J"]),
      ],
      rows: rows(mine.path, theirs.path),
    },
  };
}
