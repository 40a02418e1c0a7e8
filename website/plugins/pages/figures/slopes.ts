import { grad } from "@downhill/autograd";
import * as nn from "@downhill/nn";
import { elasticNet, groupLasso, l1, l2, smoothLabels } from "@downhill/regularizers";
import { concat, ops, reshape, sum, type Tensor, tensor } from "@downhill/tensor";
import { type Figure, type Line, type Point, type Said, spaced } from "./plot.ts";

type Scalar = (x: Tensor) => Tensor;

/** A function of one number at many places, and its derivative there. */
async function valueAndSlope(f: Scalar, xs: readonly number[]): Promise<readonly [Point[], Point[]]> {
  const slope = grad(f);
  const value: Point[] = [];
  const derivative: Point[] = [];
  for (const x of xs) {
    const at = tensor([x]);
    value.push([x, await f(at).item()]);
    derivative.push([x, (await slope(at).data())[0]!]);
  }
  return [value, derivative];
}

/** What is drawn: a function of one number, and over what. */
interface Drawn {
  readonly f: Scalar;
  readonly xs: readonly number[];
  readonly what: Said;
  readonly x: Said;
  /** A second function to compare it with. */
  readonly beside?: { readonly name: Said; readonly f: Scalar };
}

const floats = (values: readonly number[]): Tensor => tensor(values);
/** The scores (z, 0, 0) as a row. */
const scores = (z: Tensor): Tensor => reshape(concat(z, floats([0, 0])), [1, 3]);
const first = tensor([[1, 0, 0]]);
const difference = { en: "prediction ŷ, where the target is 0", zh: "预测 ŷ，目标是 0" };
const parameter = { en: "parameter θ", zh: "参数 θ" };
const loss = { en: "loss", zh: "损失" };
const penalty = { en: "penalty", zh: "惩罚" };
const three = spaced(-3, 3, 61);
const two = spaced(-2, 2, 61);

const drawn: Readonly<Record<string, Drawn>> = {
  "loss meanSquaredError": {
    f: (x) => nn.meanSquaredError(x, floats([0])),
    xs: three,
    what: loss,
    x: difference,
  },
  "loss meanAbsoluteError": {
    f: (x) => nn.meanAbsoluteError(x, floats([0])),
    xs: three,
    what: loss,
    x: difference,
  },
  "loss huber": { f: (x) => nn.huber(x, floats([0])), xs: three, what: loss, x: difference },
  "loss binaryCrossEntropy": {
    f: (z) => nn.binaryCrossEntropy(z, floats([1])),
    xs: spaced(-5, 5, 61),
    what: loss,
    x: { en: "logit z, where the label is 1", zh: "logit z，标签是 1" },
  },
  "loss softmaxCrossEntropy": {
    f: (z) => nn.softmaxCrossEntropy(scores(z), first),
    xs: spaced(-5, 8, 66),
    what: loss,
    x: { en: "logit z of the right class; the other two are 0", zh: "正确类别的 logit z，另外两个是 0" },
  },
  "regularizer l1": { f: l1(1), xs: two, what: penalty, x: parameter },
  "regularizer l2": { f: l2(1), xs: two, what: penalty, x: parameter },
  "regularizer elasticNet": { f: elasticNet(0.5, 0.5), xs: two, what: penalty, x: parameter },
  "regularizer groupLasso": {
    f: (x) => groupLasso(1)(reshape(concat(x, floats([0.5])), [2, 1])),
    xs: two,
    what: penalty,
    x: { en: "one weight of a group; the other is 0.5", zh: "一组里的一个权重，另一个是 0.5" },
  },
  "regularizer smoothLabels": {
    f: (z) => nn.softmaxCrossEntropy(scores(z), smoothLabels(first, 0.1)),
    xs: spaced(-2, 12, 71),
    what: { en: "loss with ε = 0.1", zh: "ε = 0.1 时的损失" },
    x: { en: "logit z of the right class; the other two are 0", zh: "正确类别的 logit z，另外两个是 0" },
    beside: {
      name: { en: "loss without smoothing", zh: "不平滑时的损失" },
      f: (z) => nn.softmaxCrossEntropy(scores(z), first),
    },
  },
};

const domains: Readonly<Record<string, readonly [number, number]>> = {
  exp: [-3, 2], log: [0.05, 4], log1p: [-0.95, 4], sqrt: [0.02, 4], square: [-2, 2], erf: [-3, 3],
  abs: [-3, 3], cos: [-6, 6], sin: [-6, 6], gelu: [-4, 4], relu: [-4, 4], sigmoid: [-6, 6], tanh: [-4, 4],
}; // prettier-ignore

/** Functions of one number among the ops, and the layers that are the same. */
function elementwise(name: string): Drawn | undefined {
  const range = domains[name];
  if (range === undefined) return undefined;
  const op = (ops as unknown as Readonly<Record<string, Scalar>>)[name]!;
  return {
    f: (x) => sum(op(x)),
    xs: spaced(...range, 81),
    what: { en: `${name}(x)`, zh: `${name}(x)` },
    x: { en: "x", zh: "x" },
  };
}

const lowest = (points: readonly Point[]): Point => points.reduce((a, b) => (b[1] < a[1] ? b : a));
const number = (value: number): string => String(Number(value.toPrecision(3))).replace("-", "−");

/** The figure of a function of one number: its value and its derivative. */
export async function slopeFigure(kind: string, name: string): Promise<Figure | undefined> {
  const what =
    drawn[`${kind} ${name}`] ?? (kind === "op" || kind === "layer" ? elementwise(name) : undefined);
  if (what === undefined) return undefined;
  const [value, slope] = await valueAndSlope(what.f, what.xs);
  const [other] = what.beside ? await valueAndSlope(what.beside.f, what.xs) : [];
  const [least, most] = [lowest(value), slope.map(([, each]) => each)];
  const lines: (Omit<Line, "name"> & { name: Said | string })[] = [
    { name: what.what, points: value },
    { name: { en: "its derivative", zh: "它的导数" }, points: slope },
    ...(other && what.beside ? [{ name: what.beside.name, points: other }] : []),
  ];
  const range = [number(Math.min(...most)), number(Math.max(...most))] as const;
  return {
    title: { en: `${name}: value and derivative`, zh: `${name}：值与导数` },
    summary: {
      en: `Over this range the value is lowest, ${number(least[1])}, at ${number(least[0])}; the derivative lies between ${range[0]} and ${range[1]}.`,
      zh: `在这一段里，值在 ${number(least[0])} 处最低，是 ${number(least[1])}；导数在 ${range[0]} 与 ${range[1]} 之间。`,
    },
    x: what.x,
    y: { en: "value, derivative", zh: "值、导数" },
    lines,
  };
}
