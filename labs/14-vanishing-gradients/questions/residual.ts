import { grad } from "@downhill/autograd";
import { asked, type Draw, short, shorts } from "@downhill/grader/questions";
import { device, mul, sum, type Tensor, tensor, useBackend } from "@downhill/tensor";
import type { Layer } from "../key/solution.ts";
import {
  asLayer,
  asTensor,
  drawnLayer,
  drawnMatrix,
  layerOf,
  type Matrix,
  type Module,
  type Numbers,
  read,
  readLayers,
} from "./tensors.ts";

const wasm = device("wasm");
wasm.catch(() => undefined);

type Case = readonly [layer: Numbers, x: Matrix, scale: number];

async function blocks({ residualBlock }: Module, cases: readonly Case[]): Promise<unknown> {
  const seen: Record<string, unknown> = {};
  for (const [layer, x, scale] of cases)
    seen[`residualBlock(${asLayer(layer)}, ${asTensor(x)}, ${scale})`] = await read(
      residualBlock(layerOf(layer), tensor(x), scale),
    );
  return seen;
}

const random = (draw: Draw, images: number, units: number, scale: number): Case => [
  drawnLayer(draw, units, units),
  drawnMatrix(draw, images, units),
  scale,
];
const none: Numbers = {
  w: [
    [0, 0],
    [0, 0],
  ],
  b: [0, 0],
};
const axes = [{ en: "number", zh: "个数" }];

export const residual = asked<Module>(
  {
    what: { en: "blocks of one and two units", zh: "一个和两个单元的残差块" },
    ask: (module) =>
      blocks(module, [
        [{ w: [[3]], b: [1] }, [[2], [-2]], 1],
        [
          {
            w: [
              [1, 2],
              [3, 4],
            ],
            b: [10, 20],
          },
          [[1, -1]],
          0.5,
        ],
        [
          {
            w: [
              [-1, 0],
              [0, -5],
            ],
            b: [-1, -1],
          },
          [[2, 3]],
          2,
        ],
      ]),
    axes,
  },
  {
    what: {
      en: "random blocks: one image and several, one unit to five",
      zh: "随机抽取的残差块：一张和几张图像，一至五个单元",
    },
    ask: (module, draw) =>
      blocks(
        module,
        [
          [1, 1],
          [1, 3],
          [3, 1],
          [4, 2],
          [2, 5],
          [3, 3],
        ].map(([images = 1, units = 1]) => random(draw, images, units, short(draw, 0.1, 1.5))),
      ),
    axes,
  },
  {
    what: {
      en: "scale 0, 1 and negative, a layer of zeros, x all negative and all 0",
      zh: "scale 为 0、1、负数，全零的层，x 全负、全零",
    },
    ask: (module, draw) => {
      const [layer, x] = random(draw, 2, 2, 1);
      const low = x.map((row) => row.map((each) => -1 - Math.abs(each)));
      return blocks(module, [
        [layer, x, 0],
        [layer, x, 1],
        [layer, x, -1],
        [none, x, 1],
        [layer, low, 0.5],
        [layer, [[0, 0]], 0.5],
      ]);
    },
    axes,
  },
  {
    what: { en: "numbers of any size, and NaN", zh: "大小悬殊的数，以及 NaN" },
    ask: (module) =>
      blocks(module, [
        [{ w: [[1e9]], b: [1e-9] }, [[1e-9]], 1],
        [{ w: [[1e-150]], b: [0] }, [[1e150]], 1e152],
        [
          {
            w: [
              [1, NaN],
              [0, 1],
            ],
            b: [0, 0],
          },
          [[1, 1]],
          1,
        ],
        [{ w: [[NaN]], b: [0] }, [[1]], 0],
        [
          {
            w: [
              [1, 1],
              [0, 1],
            ],
            b: [0, 0],
          },
          [
            [NaN, 1],
            [1, 2],
          ],
          1,
        ],
      ]),
    axes,
    holds: ["NaN"],
  },
  {
    what: {
      en: "gradients through five blocks, in x and in each layer",
      zh: "穿过五个残差块的梯度：对 x，以及对每一层",
    },
    ask: async ({ residualBlock }, draw) => {
      const numbers = draw.list(5, () => drawnLayer(draw, 3, 3));
      const [x, at] = [drawnMatrix(draw, 2, 3), tensor(drawnMatrix(draw, 2, 3))];
      const scale = short(draw, 0.2, 0.8);
      const loss = (given: { readonly x: Tensor; readonly layers: Layer[] }): Tensor =>
        sum(
          mul(
            given.layers.reduce((value, layer) => residualBlock(layer, value, scale), given.x),
            at,
          ),
        );
      const found = grad(loss)({ x: tensor(x), layers: numbers.map(layerOf) });
      return { x: await read(found.x), layers: await readLayers(found.layers) };
    },
    axes: [{ en: "layer", zh: "层" }, ...axes],
  },
  {
    what: { en: "a block in float32, on WebAssembly", zh: "WebAssembly 上 float32 的残差块" },
    ask: async (module, draw) => {
      using _ = useBackend(await wasm);
      return blocks(module, [random(draw, 3, 4, 0.25)]);
    },
    axes,
    within: {
      relative: 1e-4,
      absolute: 1e-5,
      why: { en: "float32 keeps 7 digits", zh: "float32 只有约 7 位有效数字" },
    },
  },
  {
    what: {
      en: "two blocks in turns, looked at when all are there, and layer and x afterwards",
      zh: "轮流两个残差块，全部算完再看，以及之后的层和 x",
    },
    ask: async ({ residualBlock }, draw) => {
      const [one, other] = [layerOf(drawnLayer(draw, 2, 2)), layerOf(drawnLayer(draw, 2, 2))];
      const x = tensor([shorts(draw, 2, -2, 2)]);
      const answers = [one, other, one].map((layer): unknown => residualBlock(layer, x, 0.5));
      const unscaled: unknown = residualBlock(one, x, 0);
      const afterwards = {
        "layers afterwards": await readLayers([one, other]),
        "x afterwards": await read(x),
      };
      x.dispose();
      const seen = [];
      for (const each of answers) seen.push(await read(each));
      return { answers: seen, unscaled: await read(unscaled), ...afterwards };
    },
    names: {
      answers: { en: "the answers, once x is disposed", zh: "释放 x 之后的各次返回值" },
      unscaled: {
        en: "the answer for a scale of 0, once x is disposed",
        zh: "释放 x 之后，scale 为 0 的返回值",
      },
      "layers afterwards": { en: "the layers afterwards", zh: "之后的层" },
      "x afterwards": { en: "x afterwards", zh: "之后的 x" },
    },
    axes,
  },
);
