import { asked, type Draw, fieldsOf, kept, rounding, typed } from "@downhill/grader/questions";
import { softmaxCrossEntropy } from "@downhill/nn";
import { add, device, full, mul, sum, tanh, type Tensor, tensor, useBackend } from "@downhill/tensor";
import type { Layers } from "../key/solution.ts";
import { clothes, widths } from "../provided/clothes.ts";
import { plain } from "../provided/network.ts";
import {
  drawnLayer,
  drawnMatrix,
  layerOf,
  type Matrix,
  type Module,
  type Numbers,
  readLayers,
} from "./tensors.ts";

const layerAxis = { en: "layer", zh: "层" };
const wasm = device("wasm");
wasm.catch(() => undefined);

/** The norms of an answer, or whatever it holds instead of them. */
const parts = (answer: unknown): unknown =>
  Array.isArray(answer) ? answer.map((each) => fieldsOf(each, "w", "b")) : answer;
const normsOf = async ({ gradientNorms }: Module, loss: (layers: Layers) => Tensor, layers: Layers) =>
  parts(await gradientNorms(loss, layers));

/** A loss whose gradient is known: it is linear, with these slopes, whatever the layers are. */
const linear =
  (slopes: readonly Numbers[]) =>
  (layers: Layers): Tensor =>
    layers
      .map(({ w, b }, l) => add(sum(mul(w, tensor(slopes[l]!.w))), sum(mul(b, tensor(slopes[l]!.b)))))
      .reduce(add);

/** The norms for a loss with these slopes, under words from which a learner can compute them by hand. */
const known = async (module: Module, ...cases: readonly (readonly Numbers[])[]) =>
  Object.fromEntries(
    await Promise.all(
      cases.map(async (slopes) => [
        slopes.map(({ w, b }, l) => `∂L/∂w[${l}] = ${typed(w)}, ∂L/∂b[${l}] = ${typed(b)}`).join("; "),
        await normsOf(
          module,
          linear(slopes),
          slopes.map(({ w, b }) => ({ w: full([w.length, b.length], 1), b: full([b.length], 1) })),
        ),
      ]),
    ),
  );

const times = ({ w, b }: Numbers, by: number): Numbers => ({
  w: w.map((row) => row.map((each) => each * by)),
  b: b.map((each) => each * by),
});

/** A small network of tanh units, with its images and classes. */
function network(draw: Draw, sizes: readonly number[]) {
  const numbers = sizes.slice(1).map((outputs, l) => drawnLayer(draw, sizes[l]!, outputs));
  const images: Matrix = drawnMatrix(draw, 4, sizes[0]!);
  const classes = draw.list(4, () => draw.integer(0, sizes.at(-1)! - 1));
  const loss = (layers: Layers): Tensor =>
    softmaxCrossEntropy(plain(layers, tensor(images), tanh), tensor(classes, { dtype: "int32" }));
  return { loss, layers: () => numbers.map(layerOf) };
}

const small: readonly Numbers[] = [
  { w: [[3, 4]], b: [12, -5] },
  { w: [[1], [-2]], b: [-7] },
];

export const norms = asked<Module>(
  {
    what: { en: "losses whose gradient is known", zh: "梯度已知的损失" },
    ask: (module) => known(module, small, [{ w: [[-2]], b: [0.5] }], small.toReversed()),
    axes: [layerAxis],
  },
  {
    what: { en: "random networks of one, two, three and six layers", zh: "随机抽取的网络，一、二、三、六层" },
    ask: async (module, draw) => {
      const nets = [
        [3, 2],
        [2, 5, 3],
        [4, 1, 2, 3],
        [2, 3, 3, 4, 3, 3, 2],
      ];
      const seen: Record<string, unknown> = {};
      for (const sizes of nets) {
        const { loss, layers } = network(draw, sizes);
        seen[sizes.join("-")] = await normsOf(module, loss, layers());
      }
      return seen;
    },
    axes: [layerAxis],
  },
  {
    what: { en: "gradients whose squares are too small or too large", zh: "平方之后过小或过大的梯度" },
    ask: (module, draw) => {
      const drawn = [drawnLayer(draw, 2, 3), drawnLayer(draw, 3, 1)];
      return known(
        module,
        ...[1e-170, 1e-305, 1e-9, 1e9, 1e170, 1e290].map((by) => small.map((each) => times(each, by))),
        [times(drawn[0]!, 1e-200), times(drawn[1]!, 1e200)],
        [{ w: [[1e-200, 1e100]], b: [-1e-250, 0] }],
      );
    },
    axes: [layerAxis],
    within: { ...rounding, absolute: 0 },
  },
  {
    what: { en: "gradients that are zero, whole or in part", zh: "全部或部分为零的梯度" },
    ask: (module) =>
      known(
        module,
        [{ w: [[0, 0]], b: [0, 0] }],
        [
          { w: [[0, -3]], b: [0, 0] },
          { w: [[0], [0]], b: [-1e-200] },
        ],
      ),
    axes: [layerAxis],
  },
  {
    what: { en: "gradients with NaN in them", zh: "含有 NaN 的梯度" },
    ask: async ({ gradientNorms }) => {
      const slopes: readonly Numbers[] = [
        { w: [[NaN, 4]], b: [3, 4] },
        { w: [[1, 2]], b: [5, NaN] },
        { w: [[3, NaN, 4]], b: [0, 0, 0] },
        { w: [[0, NaN]], b: [NaN, NaN] },
      ];
      const layers = slopes.map(({ b }) => ({ w: full([1, b.length], 1), b: full([b.length], 1) }));
      return parts(await gradientNorms(linear(slopes), layers));
    },
    axes: [layerAxis],
    holds: ["NaN"],
  },
  {
    what: { en: "no layers", zh: "一层也没有" },
    ask: async (module) => normsOf(module, () => tensor(1), []),
    holds: ["empty"],
  },
  {
    what: { en: "gradients near 1e-30 in float32", zh: "float32 下 1e-30 左右的梯度" },
    ask: async (module, draw) => {
      using _ = useBackend(await wasm);
      const slopes = [drawnLayer(draw, 2, 3), drawnLayer(draw, 3, 2)].map((each) => times(each, 1e-30));
      return known(module, slopes, [{ w: [[1e-30]], b: [1e25] }]);
    },
    axes: [layerAxis],
    within: {
      relative: 1e-5,
      absolute: 0,
      why: { en: "float32 keeps 7 digits", zh: "float32 只有约 7 位有效数字" },
    },
  },
  {
    what: { en: "a layer of 150,000 weights", zh: "一层有 150,000 个权重" },
    ask: async ({ gradientNorms }, draw) => {
      const by = draw.uniform(1, 2);
      const loss = (layers: Layers): Tensor => mul(sum(layers[0]!.w), by);
      return parts(await gradientNorms(loss, [{ w: full([300, 500], 1), b: full([500], 1) }]));
    },
    axes: [layerAxis],
    costly: true,
  },
  {
    what: {
      en: "how often the loss is asked for, and the layers afterwards",
      zh: "求了几次损失，以及之后的各层",
    },
    ask: async ({ gradientNorms }, draw) => {
      const { loss, layers } = network(draw, [2, 3, 2]);
      const given = layers();
      let calls = 0;
      await gradientNorms((at) => (calls++, loss(at)), given);
      return { calls, "layers afterwards": await readLayers(given) };
    },
    names: {
      calls: { en: "how often the loss was asked for", zh: "求损失的次数" },
      "layers afterwards": { en: "the layers afterwards", zh: "之后的各层" },
    },
    axes: [layerAxis],
  },
  {
    what: {
      en: "two networks at once and the first one again, each answer looked at again at the end",
      zh: "同时问两个网络，再问一次第一个，每次的返回值到最后再看一遍",
    },
    ask: async (module, draw) => {
      const [one, other] = [network(draw, [2, 3, 2]), network(draw, [3, 2, 2])];
      const both = await Promise.all([one, other].map(({ loss, layers }) => normsOf(module, loss, layers())));
      const again = await normsOf(module, one.loss, one.layers());
      return { first: kept(both[0]), second: kept(both[1]), again: kept(again) };
    },
    names: {
      first: { en: "the first network", zh: "第一个网络" },
      second: { en: "the second network", zh: "第二个网络" },
      again: { en: "the first network again", zh: "再问第一个网络" },
    },
    axes: [layerAxis],
  },
  {
    what: { en: "twenty hidden layers on images of clothes", zh: "二十个隐藏层，服装图像" },
    ask: async (module, draw) => {
      const { x, y } = await clothes(8);
      const layers = widths.slice(1).map((outputs, l) => {
        const inputs = widths[l]!;
        const numbers = draw.list(inputs * outputs, () => draw.normal() * 0.1);
        return { w: tensor(numbers, { shape: [inputs, outputs] }), b: full([outputs], 0) };
      });
      return normsOf(module, (at) => softmaxCrossEntropy(plain(at, x, tanh), y), layers);
    },
    axes: [layerAxis],
    costly: true,
    within: { ...rounding, absolute: 0 },
  },
);
