import { reportGiven } from "../given.ts";
import { checkChoice, checkOptions } from "@downhill/tensor";
import type { CostReport } from "./cost-report.ts";
import { short, withUnit } from "./quantity.ts";
import { textTable } from "./text-table.ts";

const words = {
  en: {
    columns: ["kernel", "runs", "FLOPs", "bytes"],
    more: (count: number) => `and ${count} more`,
    model: (parameters: string, backend: string, batch: string) =>
      `${parameters} parameters, on ${backend}, in batches of ${batch}`,
    step: (flops: string, bytes: string, intensity: string) =>
      `one step: ${flops} FLOPs, ${bytes} moved, ${intensity} FLOPs per byte`,
    speed: (steps: string, rows: string) => `measured: ${steps} steps/s, ${rows} examples/s`,
    peak: (flops: string, bandwidth: string) => `measured peak: ${flops} by matmul, ${bandwidth} by copying`,
    share: (flops: string, bandwidth: string) =>
      `share of it: ${flops} of the arithmetic, ${bandwidth} of the memory's rate`,
    roofline: { compute: "arithmetic", memory: "memory" },
    bound: (by: string, share: string) => `bound by ${by}: ${share} of what such a step could reach`,
    memory: (parts: Record<string, string>) =>
      `memory: ${parts["total"]} = parameters ${parts["parameters"]} + gradients ${parts["gradients"]} + optimizer ${parts["optimizer"]} + activations ${parts["activations"]} + batch ${parts["batch"]}`,
  },
  zh: {
    columns: ["运算", "次数", "浮点运算", "访存量"],
    more: (count: number) => `另有 ${count} 种未列出`,
    model: (parameters: string, backend: string, batch: string) =>
      `共 ${parameters} 个参数，运行于 ${backend}，批量大小 ${batch}`,
    step: (flops: string, bytes: string, intensity: string) =>
      `每步：浮点运算 ${flops} 次，访存 ${bytes}，计算强度 ${intensity} 次/字节`,
    speed: (steps: string, rows: string) => `实测：${steps} 步/秒，${rows} 样本/秒`,
    peak: (flops: string, bandwidth: string) => `实测峰值：矩阵乘法 ${flops}，拷贝带宽 ${bandwidth}`,
    share: (flops: string, bandwidth: string) => `峰值占比：算力 ${flops}，带宽 ${bandwidth}`,
    roofline: { compute: "算力", memory: "带宽" },
    bound: (by: string, share: string) => `瓶颈在${by}：达到这类步骤理论上限的 ${share}`,
    memory: (parts: Record<string, string>) =>
      `内存：${parts["total"]} = 参数 ${parts["parameters"]} + 梯度 ${parts["gradients"]} + 优化器状态 ${parts["optimizer"]} + 激活值 ${parts["activations"]} + 批数据 ${parts["batch"]}`,
  },
} as const;

const percent = (share: number): string => `${Number((100 * share).toPrecision(2))} %`;

/**
 * A cost report as text for the terminal: the most expensive kernels, then the cost of a step, its speed, its share of the measured
 * peak, and memory.
 *
 * @returns lines of text, without a newline at the end. It never throws.
 * @example
 * ```ts
 * import { dense, meanSquaredError } from "@downhill/nn";
 * import { adam } from "@downhill/optimizers";
 * import { zeros } from "@downhill/tensor";
 * import { costReport, showCostReport } from "@downhill/train";
 * const batch = { x: zeros([8, 20]), y: zeros([8, 4]) };
 * const report = await costReport(dense(20, 4), batch, { loss: meanSquaredError, optimizer: adam(), seconds: 0.03 });
 * console.log(showCostReport(report, { rows: 3 }));
 * ```
 * @see Williams, Waterman and Patterson, "Roofline: an insightful visual performance model for multicore architectures",
 *   Communications of the ACM 52, 2009.
 */
export function showCostReport(
  report: CostReport,
  options: { readonly language?: "en" | "zh"; readonly rows?: number } = {},
): string {
  const { language = "en", rows = 5 }: { readonly language?: "en" | "zh"; readonly rows?: number } =
    checkOptions("showCostReport", options, ["language", "rows"]);
  reportGiven("showCostReport", report);
  checkChoice("showCostReport", "language", language, ["en", "zh"]);
  const say = words[language];
  const { kernels, flops, bytes, stepsPerSecond: rate, peak, share, bound } = report;
  const columns = say.columns.map((name, i) => ({ name, align: i === 0 ? "left" : "right" }) as const);
  const cells = kernels
    .slice(0, rows)
    .map((each) => [each.kernel, String(each.runs), short(each.flops), withUnit(each.bytes, "B")]);
  const memory = Object.fromEntries(
    Object.entries(report.memory).map(([part, count]) => [part, withUnit(count, "B")]),
  );
  return [
    textTable(columns, cells),
    ...(kernels.length > rows ? [say.more(kernels.length - rows)] : []),
    "",
    say.model(report.parameters.toLocaleString("en"), report.backend, String(report.batch)),
    say.step(short(flops), withUnit(bytes, "B"), short(flops / bytes)),
    say.speed(short(rate), short(rate * report.batch)),
    say.peak(withUnit(peak.flops, "FLOP/s"), withUnit(peak.bandwidth, "B/s")),
    say.share(percent(share.flops), percent(share.bandwidth)),
    say.bound(say.roofline[bound], percent(share.roofline)),
    say.memory(memory),
  ].join("\n");
}
