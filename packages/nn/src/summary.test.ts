import { readFileSync } from "node:fs";
import { vjp } from "@downhill/autograd";
import {
  type Backend,
  device,
  type Handle,
  key,
  leaves,
  mul,
  normal,
  ones,
  reference,
  scope,
  type Shape,
  type Tensor,
  useBackend,
  zeros,
} from "@downhill/tensor";
import { costsOf } from "@downhill/tensor/trace";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  activation,
  batchNorm,
  conv2d,
  dense,
  dropout,
  embedding,
  flatten,
  type Layer,
  maxPool2d,
  relu,
  residual,
  sequential,
  showSummary,
  type Summary,
  summary,
  tanh,
  trainApply,
  transformerBlock,
} from "./index.ts";
import { watchStep } from "./watch-step.ts";

const perceptron = sequential(dense(784, 256), relu, dense(256, 10));
const convolutional = sequential(
  conv2d(1, 8),
  batchNorm(8),
  relu,
  maxPool2d({ size: 2 }),
  conv2d(8, 16, { padding: 1 }),
  relu,
  flatten,
  dense(16 * 13 * 13, 10),
);
const transformer = transformerBlock(16, 2);

interface Subject {
  readonly model: Layer;
  readonly input: Shape;
}
const subjects: Readonly<Record<string, Subject>> = {
  perceptron: { model: perceptron, input: [64, 784] },
  convolutional: { model: convolutional, input: [2, 28, 28, 1] },
  transformer: { model: transformer, input: [2, 5, 16] },
};

const { source, cases } = JSON.parse(
  readFileSync(new URL("../../../test/oracles/counts.json", import.meta.url), "utf8"),
) as {
  readonly source: { readonly library: string; readonly version: string };
  readonly cases: readonly {
    readonly name: string;
    readonly parameters: number;
    readonly forward: number;
    readonly backward: number;
  }[];
};

test.for(cases)(
  "$name: parameters, and FLOPs of products and convolutions, match PyTorch's",
  (counts, { task }) => {
    const { model, input } = subjects[counts.name]!;
    expect(summary(model, input).parameters).toBe(counts.parameters);
    using _ = scope("test");
    const { graph, visits } = watchStep(model, model.init(key(0)), zeros(input));
    const [from, to] = visits[0]!.nodes;
    const costs = costsOf(graph).nodes;
    const counted = { forward: 0, backward: 0 };
    for (const { id, kernel } of graph.nodes) {
      if (!/^(matmul|conv2d)/.test(kernel)) continue;
      counted[id >= from && id < to ? "forward" : "backward"] += costs.get(id)!.flops;
    }
    expect(counted).toEqual({ forward: counts.forward, backward: counts.backward });
    const oracle = `${source.library} ${source.version}`;
    Object.assign(task.meta, { proof: { package: "nn", name: "summary", oracle, difference: 0 } });
  },
);

// 64 rows: products 2·64·(784·256 + 256·10), biases 64·(256 + 10), the rectifier 64·256; on the way back two products
// (except by x), the rectifier's mask and product, and bias sums of 63 steps each.
test("a perceptron adds up by hand", () => {
  const { layers, flops, bytes, parameters } = summary(perceptron, [64, 784]);
  expect(parameters).toBe(785 * 256 + 257 * 10);
  expect(flops.forward).toBe(2 * 64 * (784 * 256 + 256 * 10) + 64 * (256 + 10) + 64 * 256);
  const products = 2 * 64 * (784 * 256 + 2 * 256 * 10);
  const rectifier = 2 * 64 * 256;
  expect(flops.backward).toBe(products + rectifier + 63 * (256 + 10));
  expect(layers.map(({ path, output, activations }) => [path, output, activations])).toEqual([
    ["", [64, 10], 8 * 64 * (3 * 256 + 2 * 10)],
    ["0", [64, 256], 8 * 64 * 2 * 256],
    ["1", [64, 256], 8 * 64 * 256],
    ["2", [64, 10], 8 * 64 * 2 * 10],
  ]);
  expect(bytes).toEqual({
    parameters: 8 * parameters,
    gradients: 8 * parameters,
    optimizer: 16 * parameters,
    activations: 8 * 64 * (3 * 256 + 2 * 10),
    total: 32 * parameters + 8 * 64 * (3 * 256 + 2 * 10),
  });
});

/** The reference backend, and how many bytes it holds in arrays of more than a number. */
function weighed(): { readonly backend: Backend; readonly bytes: () => number } {
  const held = new Map<Handle, ArrayBufferView>();
  const hold = (handle: Handle): Handle => {
    if (handle.shape.length > 0) held.set(handle, (handle as Handle & { data: ArrayBufferView }).data);
    return handle;
  };
  const backend: Backend = {
    ...reference,
    upload: (...args) => hold(reference.upload(...args)),
    run: (...args) => hold(reference.run(...args)),
    free(handle) {
      held.delete(handle);
      reference.free(handle);
    },
  };
  return {
    backend,
    bytes: () => [...new Set(held.values())].reduce((a, { byteLength }) => a + byteLength, 0),
  };
}

test.each([
  ...Object.entries(subjects),
  ["dropout", { model: sequential(dense(6, 4), tanh, dropout(0.5)), input: [3, 6] }],
  ["a residual", { model: residual(sequential(dense(4, 4), batchNorm(4))), input: [3, 4] }],
  ["a causal block", { model: transformerBlock(8, 2, { causal: true, rate: 0.1 }), input: [2, 3, 8] }],
] as const)("%s: activations match what the reference backend holds", (_, { model, input }) => {
  const expected = summary(model, input).bytes.activations;
  const { backend, bytes } = weighed();
  using _backend = useBackend(backend);
  using _scope = scope("test");
  const [params, x] = [model.init(key(0)), normal(key(1), input)];
  const before = bytes();
  vjp((p: typeof params) => trainApply(model, p, x, key(2))[0], params);
  expect(bytes() - before).toBe(expected);
});

const whole = (min: number, max: number) => fc.integer({ min, max });

test("layers add up to their model, whatever its sizes", () => {
  fc.assert(
    fc.property(fc.array(whole(1, 9), { minLength: 2, maxLength: 5 }), whole(2, 7), (sizes, batch) => {
      const layers = sizes
        .slice(1)
        .map((size, i) => sequential(dense(sizes[i]!, size), batchNorm(size), tanh));
      const [model, ...rows] = summary(sequential(...layers), [batch, sizes[0]!]).layers;
      for (const depth of [1, 2]) {
        const parts = rows.filter((row) => row.depth === depth);
        for (const count of ["parameters", "statistics", "flops", "activations"] as const) {
          expect(parts.reduce((total, row) => total + row[count], 0)).toBe(model![count]);
        }
      }
      expect(model!.output).toEqual([batch, sizes.at(-1)]);
      expect(model!.statistics).toBe(2 * sizes.slice(1).reduce((a, b) => a + b));
    }),
    { numRuns: 20 },
  );
});

test("blocks are opened, each part under the path of its parameters", () => {
  const model = sequential(embedding(50, 16), transformerBlock(16, 2));
  const { layers } = summary(model, [2, 5], { dtype: "int32" });
  expect(layers.map(({ path, depth, name }) => [path, depth, name.replace(/\(.*/, "")])).toEqual([
    ["", 0, "sequential"],
    ["0", 1, "embedding"],
    ["1", 1, "transformerBlock"],
    ["1.0", 2, "residual"],
    ["1.0", 3, "sequential"],
    ["1.0.0", 4, "layerNorm"],
    ["1.0.1", 4, "multiHeadAttention"],
    ["1.0.2", 4, "dropout"],
    ["1.1", 2, "residual"],
    ["1.1", 3, "sequential"],
    ["1.1.0", 4, "layerNorm"],
    ["1.1.1", 4, "dense"],
    ["1.1.2", 4, "gelu"],
    ["1.1.3", 4, "dense"],
    ["1.1.4", 4, "dropout"],
  ]);
  expect(layers[2]!.output).toEqual([2, 5, 16]);
});

test("a custom layer is one row, and is opened if it has a method map", () => {
  const inner = dense(3, 3);
  const twice: Layer<ReturnType<typeof inner.init>> = {
    name: "twice",
    init: (from) => inner.init(from),
    apply: (params, x, from) => mul(inner.apply(params, inner.apply(params, x, from), from), 2),
  };
  expect(
    summary(twice, [2, 3]).layers.map(({ name, parameters, flops }) => [name, parameters, flops]),
  ).toEqual([["twice", 12, 2 * (2 * 2 * 3 * 3 + 6) + 6]]);
  const halves = activation("halves", (x) => mul(x, 0.5));
  const opened: Layer<readonly []> = { ...halves, name: "opened", map: (fn) => fn(halves, "") };
  expect(summary(opened, [2, 3]).layers.map(({ name }) => name)).toEqual(["opened", "halves"]);
});

test("a model without parameters has a summary too", () => {
  const { layers, parameters, flops, bytes } = summary(relu, [2, 3]);
  expect([layers.length, parameters, flops, bytes.total]).toEqual([1, 0, { forward: 6, backward: 0 }, 8 * 6]);
});

test("it leaves no tensors, changes nothing about the model, and is plain data", async () => {
  const params = perceptron.init(key(0));
  const x = ones([2, 784]);
  const value = await perceptron.apply(params, x).data();
  const before = reference.live();
  const sum = summary(perceptron, [2, 784], { stateCopies: 0 });
  expect(reference.live()).toBe(before);
  expect(await perceptron.apply(params, x).data()).toEqual(value);
  expect(JSON.parse(JSON.stringify(sum))).toEqual(sum);
  expect(sum.bytes.optimizer).toBe(0);
  for (const leaf of leaves<Tensor>(params)) leaf.dispose();
});

test("a backend of float32 takes half the bytes", async () => {
  const there = await device("wasm");
  const { bytes } = summary(perceptron, [64, 784]);
  using _ = useBackend(there);
  const halves = Object.fromEntries(Object.entries(bytes).map(([part, count]) => [part, count / 2]));
  expect(summary(perceptron, [64, 784]).bytes).toEqual(halves);
});

test("input that does not fit and invalid settings are reported by the layer", () => {
  expect(() => summary(perceptron, [64, 28, 28])).toThrow(
    "dense(784, 256): x is [64,28,28] but must be [batch,784]",
  );
  expect(() => summary(perceptron, [0, 784])).toThrow(
    "summary: 0 is not a size; sizes are whole numbers of at least 1",
  );
  expect(() => summary(perceptron, [1, 784], { stateCopies: -1 })).toThrow(
    "summary: stateCopies is -1; give a number of at least 0, such as 2 for Adam",
  );
  expect(() => summary(embedding(5, 3), [2, 5])).toThrow("token numbers must be int32");
});

test("the table has a line for each layer, and the cost of a step", () => {
  const sum = summary(convolutional, [2, 28, 28, 1]);
  const rows = [
    "sequential         [2,10]            28,314  1.21 M       931 kB",
    "  conv2d(1, 8)     [2,26,26,8]           80   206 k       173 kB",
    "  batchNorm(8)     [2,26,26,8]           16  86.6 k       520 kB",
    "  relu             [2,26,26,8]            0  10.8 k      86.5 kB",
    "  maxPool2d(2)     [2,13,13,8]            0  8.11 k      21.6 kB",
    "  conv2d(8, 16)    [2,13,13,16]       1,168   784 k      86.5 kB",
    "  relu             [2,13,13,16]           0  5.41 k      43.3 kB",
    "  flatten          [2,2704]               0       0          0 B",
    "  dense(2704, 10)  [2,10]            27,050   108 k        320 B",
  ];
  expect(showSummary(sum).split("\n")).toEqual([
    "layer              output        parameters   FLOPs  activations",
    ...rows,
    "",
    "28,314 parameters, and 16 statistics of batches",
    "one step: 1.21 M FLOPs forward, 2.25 M backward",
    "memory: 1.84 MB = parameters 227 kB + gradients 227 kB + optimizer 453 kB + activations 931 kB",
  ]);
  const zh = showSummary(sum, { language: "zh" }).split("\n");
  // Each of these characters takes two columns of a terminal, so the cells below are padded as for twice as many.
  expect(zh[0]).toBe("层                 输出形状      参数量  浮点运算   激活值");
  expect(zh[2]).toBe("  conv2d(1, 8)     [2,26,26,8]       80     206 k   173 kB");
  expect(zh.slice(-3)).toEqual([
    "共 28,314 个参数，另有 16 个批统计量",
    "每步浮点运算：前向 1.21 M 次，反向 2.25 M 次",
    "内存：1.84 MB = 参数 227 kB + 梯度 227 kB + 优化器状态 453 kB + 激活值 931 kB",
  ]);
});

test("large numbers have a prefix, and lines end without spaces", () => {
  const layer = { name: "huge", path: "", depth: 0, output: [1], statistics: 0 };
  const huge: Summary = {
    input: [1],
    layers: [{ ...layer, parameters: 175e9, flops: 999_500, activations: 999 }],
    parameters: 175e9,
    statistics: 0,
    flops: { forward: 999_499, backward: 3.14e23 },
    bytes: { parameters: 7e11, gradients: 0, optimizer: 1.4e12, activations: 999, total: 2.1e12 },
  };
  const lines = showSummary(huge).split("\n");
  expect(lines[1]).toBe("huge   [1]     175,000,000,000  1.00 M        999 B");
  expect(lines.slice(-2)).toEqual([
    "one step: 999 k FLOPs forward, 314 Z backward",
    "memory: 2.10 TB = parameters 700 GB + gradients 0 B + optimizer 1.40 TB + activations 999 B",
  ]);
  expect(lines.filter((line) => line !== line.trimEnd())).toEqual([]);
});

test("the README's table matches the printed one", () => {
  const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  expect(page).toContain(`\`\`\`\n${showSummary(summary(perceptron, [64, 784]))}\n\`\`\``);
});
