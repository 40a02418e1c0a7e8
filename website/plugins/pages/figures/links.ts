import { dropout } from "@downhill/nn";
import type { Params, Transform } from "@downhill/optimizers";
import {
  decay,
  earlyStopping,
  gradientNoise,
  keepBest,
  maxNorm,
  nonNegative,
  proximalL1,
} from "@downhill/regularizers";
import { foldIn, key, ones, tensor } from "@downhill/tensor";
import { type Figure, type Point, type Said, spaced } from "./plot.ts";

const thetas = spaced(-2, 2, 81);

/** Where a link brings each parameter by itself, when the gradient is zero. */
async function moved(link: Transform<unknown>): Promise<Point[]> {
  const points: Point[] = [];
  for (const theta of thetas) {
    const params: Params = tensor([theta]);
    const zero = tensor([0]);
    const [updates] = link.update(zero, link.init(params), params, 0);
    points.push([theta, theta + (await updates.data())[0]!]);
  }
  return points;
}

const links: Readonly<Record<string, { readonly call: string; readonly link: Transform<never> }>> = {
  decay: { call: "decay(0.3)", link: decay(0.3) as Transform<never> },
  proximalL1: {
    call: "proximalL1({ lambda: 0.5, learningRate: 1 })",
    link: proximalL1({ lambda: 0.5, learningRate: 1 }) as Transform<never>,
  },
  nonNegative: { call: "nonNegative()", link: nonNegative() as Transform<never> },
  maxNorm: { call: "maxNorm(1)", link: maxNorm(1) as Transform<never> },
};

async function linkFigure(name: string): Promise<Figure> {
  const { call, link } = links[name]!;
  const points = await moved(link);
  const end = points.at(-1)!;
  const zeros = points.filter(([, y]) => y === 0).length;
  return {
    title: { en: `${name}: where it moves a parameter`, zh: `${name}：它把参数挪到哪里` },
    summary: {
      en: `One step with a gradient of zero. A parameter at 2 goes to ${Number(end[1].toPrecision(3))}; of ${points.length} places between −2 and 2, ${zeros} end at exactly 0.`,
      zh: `梯度为零时的一步。2 处的参数挪到 ${Number(end[1].toPrecision(3))}；在 −2 与 2 之间的 ${points.length} 处，有 ${zeros} 处恰好停在 0。`,
    },
    x: { en: "parameter before the step", zh: "这一步之前的参数" },
    y: { en: "after it", zh: "之后" },
    lines: [
      { name: call, points },
      { name: { en: "unchanged", zh: "不变" }, points: thetas.map((theta): Point => [theta, theta]) },
    ],
  };
}

async function noiseFigure(): Promise<Figure> {
  const link = gradientNoise(1, 0.55, key(7));
  const zero = tensor([0]);
  const drawn: Point[] = [];
  for (let t = 0; t <= 100; t++) {
    const [noise] = link.update(zero, link.init(zero), zero, t);
    drawn.push([t, (await noise.data())[0]!]);
  }
  const deviation = drawn.map(([t]): Point => [t, 1 / Math.sqrt((1 + t) ** 0.55)]);
  const inside = drawn.filter(([, y], i) => Math.abs(y) <= deviation[i]![1]).length;
  return {
    title: { en: "gradientNoise: what is added at each step", zh: "gradientNoise：每一步加上的噪声" },
    summary: {
      en: `The noise that gradientNoise(1, 0.55, key(7)) adds to one gradient; ${inside} of ${drawn.length} draws lie within one standard deviation.`,
      zh: `gradientNoise(1, 0.55, key(7)) 给一个梯度加上的噪声；${drawn.length} 次里有 ${inside} 次在一个标准差以内。`,
    },
    x: { en: "step", zh: "步" },
    y: { en: "noise", zh: "噪声" },
    lines: [
      { name: { en: "noise", zh: "噪声" }, points: drawn },
      { name: { en: "its standard deviation", zh: "它的标准差" }, points: deviation },
    ],
  };
}

/** Validation losses of a made-up run that fits ever better and generalizes ever worse. */
const validation = spaced(0, 40, 41).map(
  (t) => 0.4 + 0.6 * Math.exp(-t / 5) + 0.008 * t + 0.02 * Math.sin(2.1 * t),
);

async function stoppingFigure(name: string): Promise<Figure> {
  const { init, update } = earlyStopping({ patience: 6 });
  let state = init();
  let kept = keepBest(tensor([validation[0]!]));
  const losses: Point[] = [];
  const best: Point[] = [];
  for (const [t, loss] of validation.entries()) {
    state = update(state, loss);
    if (state.bestStep === t) kept = keepBest(tensor([loss]), kept);
    losses.push([t, loss]);
    best.push([t, await kept.item()]);
    if (name === "earlyStopping" && state.stop) break;
  }
  const last = losses.at(-1)![0];
  const [at, lowest] = [state.bestStep!, Number(state.best!.toPrecision(3))];
  const ended: Said =
    name === "earlyStopping"
      ? {
          en: `with a patience of 6 training ends at epoch ${last}`,
          zh: `耐心为 6 时，训练在第 ${last} 轮结束`,
        }
      : {
          en: `at the end, epoch ${last}, the last weights have ${Number(losses.at(-1)![1].toPrecision(3))} and the kept ones still ${lowest}`,
          zh: `到第 ${last} 轮结束时，最后的权重是 ${Number(losses.at(-1)![1].toPrecision(3))}，留下的那份仍是 ${lowest}`,
        };
  return {
    title: { en: `${name}: the best so far`, zh: `${name}：迄今最好的` },
    summary: {
      en: `Validation losses that were made up. The lowest is ${lowest}, at epoch ${at}; ${ended.en}.`,
      zh: `一段虚构的验证损失。最低的是第 ${at} 轮的 ${lowest}；${ended.zh}。`,
    },
    x: { en: "epoch", zh: "轮" },
    y: { en: "validation loss", zh: "验证损失" },
    lines: [
      { name: { en: "validation loss", zh: "验证损失" }, points: losses },
      { name: { en: "of the copy that is kept", zh: "留下的那份的损失" }, points: best },
    ],
  };
}

async function dropoutFigure(): Promise<Figure> {
  const size = 4000;
  const zero: Point[] = [];
  const factor: Point[] = [];
  for (const p of spaced(0, 0.9, 19)) {
    const values = [
      ...(await dropout(p)
        .apply([], ones([size]), foldIn(key(3), Math.round(20 * p)))
        .data()),
    ];
    zero.push([p, values.filter((value) => value === 0).length / size]);
    factor.push([p, Math.max(...values)]);
  }
  return {
    title: {
      en: "dropout: how many become 0, and what the others are multiplied by",
      zh: "dropout：多少个变成 0，其余的乘以多少",
    },
    summary: {
      en: `${size} ones through the layer at each rate. At 0.5 a share of ${zero[10]![1].toFixed(3)} became 0, and the others ${factor[10]![1]}; at 0.9 they became ${Number(factor.at(-1)![1].toPrecision(3))}.`,
      zh: `每种比例都让 ${size} 个 1 通过这一层。比例 0.5 时，有 ${zero[10]![1].toFixed(3)} 的份额变成 0，其余变成 ${factor[10]![1]}；0.9 时其余变成 ${Number(factor.at(-1)![1].toPrecision(3))}。`,
    },
    x: { en: "rate p", zh: "比例 p" },
    y: { en: "share, factor", zh: "份额、倍数" },
    lines: [
      { name: { en: "factor of those that are kept", zh: "留下的乘以多少" }, points: factor },
      { name: { en: "share that became 0", zh: "变成 0 的份额" }, points: zero },
    ],
  };
}

/** The figure of a regularizer that is no penalty. */
export async function regularizerFigure(name: string): Promise<Figure | undefined> {
  if (name in links) return linkFigure(name);
  if (name === "gradientNoise") return noiseFigure();
  if (name === "earlyStopping" || name === "keepBest") return stoppingFigure(name);
  return name === "dropout" ? dropoutFigure() : undefined;
}
