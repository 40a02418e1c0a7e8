import { asked, type Draw, type Question, short, type Text, typed } from "@downhill/grader/questions";
import { device, key, useBackend } from "@downhill/tensor";
import { type Module, read } from "./tensors.ts";

const wasm = device("wasm");
wasm.catch(() => undefined);

type Case = readonly [seed: number, shape: readonly [number, number], gain: number];

const kinds = ["xavier", "he"] as const;

/** One kind of weights for each case. */
async function drawn(module: Module, kind: (typeof kinds)[number], cases: readonly Case[]): Promise<unknown> {
  const seen: Record<string, unknown> = {};
  for (const [seed, shape, gain] of cases) {
    const words = `key(${seed}), ${typed(shape)}, ${gain}`;
    seen[`${kind}(${words})`] = await read(module[kind](key(seed), [...shape], gain));
  }
  return seen;
}

const seedOf = (draw: Draw): number => draw.integer(0, 1e6);
const axes = [{ en: "number", zh: "个数" }];

/** A question about each kind of weights, so that one is judged while the other is still to be written. */
const ofEach = (
  { en, zh }: Text,
  cases: (draw: Draw) => readonly Case[],
  more: Partial<Question<Module>> = {},
): readonly Question<Module>[] =>
  kinds.map((kind) => ({
    what: { en: `${kind}, ${en}`, zh: `${kind}，${zh}` },
    ask: (module, draw) => drawn(module, kind, cases(draw)),
    axes,
    ...more,
  }));

export const weights = asked<Module>(
  ...ofEach(
    { en: "weights of a square and of two oblong layers", zh: "一个方阵层和两个长方层的权重" },
    () => [
      [1, [2, 2], 1],
      [2, [8, 1], 1],
      [2, [1, 8], 1],
    ],
  ),
  ...ofEach({ en: "random keys, shapes and gains", zh: "随机抽取的 key、形状和增益" }, (draw) =>
    [
      [3, 5],
      [5, 3],
      [1, 7],
      [7, 1],
      [4, 4],
      [1, 1],
    ].map(([fanIn = 1, fanOut = 1]) => [seedOf(draw), [fanIn, fanOut], short(draw, 0.3, 3)]),
  ),
  ...ofEach(
    { en: "the gains √2, 0, negative, tiny and huge", zh: "增益为 √2、0、负数、极小、极大" },
    (draw) => [Math.SQRT2, 5 / 3, 0, -1, 1e-9, 1e9].map((gain) => [seedOf(draw), [3, 2], gain]),
    {
      within: {
        relative: 1e-9,
        absolute: 0,
        why: {
          en: "the same formula in another order rounds differently",
          zh: "同一个公式换个运算顺序，舍入会不同",
        },
      },
    },
  ),
  {
    what: { en: "weights in float32, on WebAssembly", zh: "WebAssembly 上 float32 的权重" },
    ask: async (module, draw) => {
      using _ = useBackend(await wasm);
      const cases: readonly Case[] = [[seedOf(draw), [3, 4], 1.5]];
      const seen: unknown[] = [];
      for (const kind of kinds) seen.push(await drawn(module, kind, cases));
      return Object.assign({}, ...seen) as unknown;
    },
    axes,
    within: { relative: 1e-5, why: { en: "float32 keeps 7 digits", zh: "float32 只有约 7 位有效数字" } },
  },
  {
    what: { en: "the mean square of 50,176 weights", zh: "50,176 个权重的均方" },
    ask: async ({ xavier, he }, draw) => {
      const seed = seedOf(draw);
      const seen: Record<string, unknown> = {};
      for (const [name, fill] of Object.entries({ xavier, he }))
        for (const shape of [
          [784, 64],
          [64, 784],
        ]) {
          const answer = await read(fill(key(seed), shape, 1));
          const values = (answer as { values?: unknown } | undefined)?.values;
          seen[`${name}(key(${seed}), ${typed(shape)}, 1)`] = Array.isArray(values)
            ? (values as number[]).reduce((total, each) => total + each * each, 0) / values.length
            : answer;
        }
      return seen;
    },
    costly: true,
  },
  {
    what: {
      en: "the same key twice, another one between, and key and shape afterwards",
      zh: "同一个 key 用两次，中间换一个，以及之后的 key 和形状",
    },
    ask: async ({ xavier, he }, draw) => {
      const [one, other] = [key(seedOf(draw)), key(seedOf(draw))];
      const shape = [2, 3];
      const tensors = [one, other, one].flatMap((own) =>
        [xavier, he].map((fill) => fill(own, shape, 1.5) as unknown),
      );
      const found = [];
      for (const each of tensors) found.push(await read(each));
      return { found, "key afterwards": [...one], "shape afterwards": [...shape] };
    },
    names: {
      found: { en: "xavier and he in turns", zh: "xavier 与 he 轮流" },
      "key afterwards": { en: "the key afterwards", zh: "之后的 key" },
      "shape afterwards": { en: "the shape afterwards", zh: "之后的形状" },
    },
    axes,
  },
);
