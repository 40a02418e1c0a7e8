import { asked, typed } from "@downhill/grader/questions";
import {
  device,
  full,
  type Key,
  key,
  mul,
  normal,
  type Shape,
  type Tensor,
  useBackend,
} from "@downhill/tensor";
import { type Module, readLayers } from "./tensors.ts";

const wasm = device("wasm");
wasm.catch(() => undefined);

/** Ways to draw weights, by the words that a learner can type. */
const draws: Readonly<Record<string, (key: Key, shape: Shape) => Tensor>> = {
  normal: (own, shape) => normal(own, shape),
  "(key, shape) => mul(normal(key, shape), 0.5)": (own, shape) => mul(normal(own, shape), 0.5),
  "(_, shape) => full(shape, 7)": (_, shape) => full(shape, 7),
};

async function made({ initialise }: Module, seed: number, widths: readonly number[], name: string) {
  const answer: unknown = initialise(key(seed), [...widths], draws[name]!);
  return [`initialise(key(${seed}), ${typed(widths)}, ${name})`, await readLayers(answer)] as const;
}

const axes = [
  { en: "layer", zh: "层" },
  { en: "number", zh: "个数" },
];

export const layers = asked<Module>(
  {
    what: { en: "networks of one, two and three layers", zh: "一、二、三层的网络" },
    ask: async (module) =>
      Object.fromEntries([
        await made(module, 1, [3, 2], "normal"),
        await made(module, 1, [2, 3, 1], "normal"),
        await made(module, 2, [4, 1, 3, 2], "normal"),
      ]),
    axes,
  },
  {
    what: { en: "layers of equal size", zh: "大小相同的各层" },
    ask: async (module, draw) =>
      Object.fromEntries([await made(module, draw.integer(0, 1e6), [3, 3, 3, 3, 3], "normal")]),
    axes,
  },
  {
    what: { en: "each way to draw, random keys", zh: "各种抽取方式，随机的 key" },
    ask: async (module, draw) =>
      Object.fromEntries(
        await Promise.all(
          Object.keys(draws).map((name) => made(module, draw.integer(0, 1e6), [2, 4, 3], name)),
        ),
      ),
    axes,
  },
  {
    what: { en: "a single width: no layer", zh: "只有一个宽度：一层也没有" },
    ask: async (module) => Object.fromEntries([await made(module, 1, [5], "normal")]),
    holds: ["empty"],
  },
  {
    what: { en: "in float32, on WebAssembly", zh: "WebAssembly 上的 float32" },
    ask: async (module, draw) => {
      using _ = useBackend(await wasm);
      return Object.fromEntries([await made(module, draw.integer(0, 1e6), [2, 3, 2], "normal")]);
    },
    axes,
    within: { relative: 1e-5, why: { en: "float32 keeps 7 digits", zh: "float32 只有约 7 位有效数字" } },
  },
  {
    what: {
      en: "two networks in turns, the first one again, and key and widths afterwards",
      zh: "轮流两个网络，再来一次第一个，以及之后的 key 和宽度",
    },
    ask: async ({ initialise }, draw) => {
      const [own, widths] = [key(draw.integer(0, 1e6)), [2, 2, 3]];
      const nets = [own, key(5), own].map((each): unknown => initialise(each, widths, draws["normal"]!));
      const seen = [];
      for (const net of nets) seen.push(await readLayers(net));
      return { nets: seen, "key afterwards": [...own], "widths afterwards": [...widths] };
    },
    names: {
      nets: { en: "the networks", zh: "各网络" },
      "key afterwards": { en: "the key afterwards", zh: "之后的 key" },
      "widths afterwards": { en: "the widths afterwards", zh: "之后的宽度" },
    },
    axes,
  },
);
