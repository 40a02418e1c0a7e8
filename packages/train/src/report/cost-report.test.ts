import { batchNorm, dense, dropout, relu, sequential, softmaxCrossEntropy, summary } from "@downhill/nn";
import { adam, gradientDescent } from "@downhill/optimizers";
import { device, key, normal, reference, tensor, useBackend } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { type CostReport, costReport, showCostReport, TrainingError } from "../index.ts";
import { shares } from "./cost-report.ts";
import { textTable } from "./text-table.ts";

const model = sequential(dense(12, 16), batchNorm(16), relu, dropout(0.1), dense(16, 4));
const labels = [0, 1, 2, 3, 0, 1, 2, 3];
const batchOf = () => ({ x: normal(key(1), [8, 12]), y: tensor(labels, { dtype: "int32" }) });
const options = { loss: softmaxCrossEntropy, optimizer: adam(), seconds: 0.02 };

describe.each([reference, await device("wasm")])("on $name", (backend) => {
  test("the counts match summary and the formulas, and nothing leaks", { timeout: 60_000 }, async () => {
    using _ = useBackend(backend);
    const batch = batchOf();
    const live = backend.live();
    const report = await costReport(model, batch, options);
    expect(backend.live()).toBe(live);
    const width = backend === reference ? 8 : 4;
    const { parameters, bytes } = summary(model, [8, 12]);
    // Statistics are held like parameters.
    expect(report.parameters).toBe(parameters + 32);
    expect(report.memory).toMatchObject({
      parameters: width * (parameters + 32),
      optimizer: 2 * width * (parameters + 32),
      activations: bytes.activations,
      batch: width * 96 + 4 * 8,
    });
    const { total, ...parts } = report.memory;
    expect(total).toBe(Object.values(parts).reduce((a, b) => a + b));
    const products = report.kernels.find(({ kernel }) => kernel === "matmul")!;
    // Two layers forward, two gradients of weights, one of activations: x has none.
    expect(products).toMatchObject({ runs: 5, flops: 2 * 8 * (2 * 12 * 16 + 3 * 16 * 4) });
    expect(report.kernels.reduce((sum, { flops }) => sum + flops, 0)).toBe(report.flops);
    expect(report.kernels.reduce((sum, { bytes: b }) => sum + b, 0)).toBe(report.bytes);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    const rates = [
      report.stepsPerSecond,
      report.peak.flops,
      report.peak.bandwidth,
      ...Object.values(report.share),
    ];
    for (const rate of rates) expect(rate).toBeGreaterThan(0);
    for (const rate of rates) expect(rate).toBeLessThan(Infinity);
  });
});

test("the update counts: Adam's costs more than gradient descent's", { timeout: 60_000 }, async () => {
  const batch = batchOf();
  const [dear, cheap] = [
    await costReport(model, batch, options),
    await costReport(model, batch, { ...options, optimizer: gradientDescent() }),
  ];
  expect(dear.flops - cheap.flops).toBeGreaterThan(5 * dear.parameters);
  expect(cheap.memory.optimizer).toBe(0);
});

test("shares match the roofline", () => {
  const peak = { flops: 100e9, bandwidth: 10e9 };
  // 40 operations per byte lie beyond the ridge at 10; 2 per byte before it.
  expect(shares({ flops: 4e9, bytes: 1e8 }, 5, peak)).toEqual({
    peak,
    share: { flops: 0.2, bandwidth: 0.05, roofline: 0.2 },
    bound: "compute",
  });
  expect(shares({ flops: 2e8, bytes: 1e8 }, 50, peak)).toEqual({
    peak,
    share: { flops: 0.1, bandwidth: 0.5, roofline: 0.5 },
    bound: "memory",
  });
});

const report: CostReport = {
  backend: "wasm",
  batch: 64,
  parameters: 203530,
  flops: 81_234_567,
  bytes: 12_345_678,
  kernels: [
    { kernel: "matmul", runs: 5, flops: 78_000_000, bytes: 4_000_000 },
    { kernel: "mul", runs: 40, flops: 2_000_000, bytes: 8_000_000 },
    { kernel: "reshape", runs: 3, flops: 0, bytes: 0 },
  ],
  memory: {
    parameters: 814120,
    gradients: 814120,
    optimizer: 1628240,
    activations: 206848,
    batch: 12,
    total: 3463340,
  },
  stepsPerSecond: 512.3,
  peak: { flops: 98.76e9, bandwidth: 9.1e9 },
  share: { flops: 0.4214, bandwidth: 0.695, roofline: 0.695 },
  bound: "memory",
};

test("a table, in both languages", () => {
  expect(showCostReport(report, { rows: 2 })).toMatchInlineSnapshot(`
    "kernel  runs   FLOPs    bytes
    matmul     5  78.0 M  4.00 MB
    mul       40  2.00 M  8.00 MB
    and 1 more

    203,530 parameters, on wasm, in batches of 64
    one step: 81.2 M FLOPs, 12.3 MB moved, 6.58 FLOPs per byte
    measured: 512 steps/s, 32.8 k examples/s
    measured peak: 98.8 GFLOP/s by matmul, 9.10 GB/s by copying
    share of it: 42 % of the arithmetic, 70 % of the memory's rate
    bound by memory: 70 % of what such a step could reach
    memory: 3.46 MB = parameters 814 kB + gradients 814 kB + optimizer 1.63 MB + activations 207 kB + batch 12 B"
  `);
  expect(showCostReport(report, { language: "zh" })).toMatchInlineSnapshot(`
    "运算     次数  浮点运算   访存量
    matmul      5    78.0 M  4.00 MB
    mul        40    2.00 M  8.00 MB
    reshape     3         0      0 B

    共 203,530 个参数，运行于 wasm，批量大小 64
    每步：浮点运算 81.2 M 次，访存 12.3 MB，计算强度 6.58 次/字节
    实测：512 步/秒，32.8 k 样本/秒
    实测峰值：矩阵乘法 98.8 GFLOP/s，拷贝带宽 9.10 GB/s
    峰值占比：算力 42 %，带宽 70 %
    瓶颈在带宽：达到这类步骤理论上限的 70 %
    内存：3.46 MB = 参数 814 kB + 梯度 814 kB + 优化器状态 1.63 MB + 激活值 207 kB + 批数据 12 B"
  `);
});

test("columns line up, where Chinese characters are two columns wide", () => {
  const columns = [
    { name: "名", align: "left" },
    { name: "n", align: "right" },
  ] as const;
  expect(
    textTable(columns, [
      ["abc", "1"],
      ["损失值", "10"],
    ]),
  ).toBe("名       n\nabc      1\n损失值  10");
});

test.each([0, NaN, Infinity])("%s seconds are refused", async (seconds) => {
  const error: unknown = await costReport(model, batchOf(), { ...options, seconds }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TrainingError);
  expect((error as TrainingError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
});
