import { checkChoice, checkOptions, KindError, showShape } from "@downhill/tensor";
import type { LayerSummary, Summary } from "./summary.ts";

/** The settings of a summary table. */
export interface ShowSummaryOptions {
  /** `"en"` by default. */
  readonly language?: "en" | "zh";
}

type Memory = Readonly<Record<keyof Summary["bytes"], string>>;

const words = {
  en: {
    columns: ["layer", "output", "parameters", "FLOPs", "activations"],
    counts: (parameters: string, statistics: string) =>
      `${parameters} parameters${statistics === "0" ? "" : `, and ${statistics} statistics of batches`}`,
    step: (forward: string, backward: string) => `one step: ${forward} FLOPs forward, ${backward} backward`,
    memory: (of: Memory) =>
      `memory: ${of.total} = parameters ${of.parameters} + gradients ${of.gradients} + optimizer ${of.optimizer} + activations ${of.activations}`,
  },
  zh: {
    columns: ["层", "输出形状", "参数量", "浮点运算", "激活值"],
    counts: (parameters: string, statistics: string) =>
      `共 ${parameters} 个参数${statistics === "0" ? "" : `，另有 ${statistics} 个批统计量`}`,
    step: (forward: string, backward: string) => `每步浮点运算：前向 ${forward} 次，反向 ${backward} 次`,
    memory: (of: Memory) =>
      `内存：${of.total} = 参数 ${of.parameters} + 梯度 ${of.gradients} + 优化器状态 ${of.optimizer} + 激活值 ${of.activations}`,
  },
} as const;

/**
 * A summary as a table for the terminal: a line for each layer, with nested layers indented, and below it the cost of
 * one training step, $\text{memory} = \text{parameters} + \text{gradients} + \text{optimizer} + \text{activations}$. It
 * has no colours or frames, so it also works in a pipe or a file.
 *
 * @param summary the result of `summary`; shapes include the batch, and activations are in bytes.
 * @param options the language.
 * @returns lines of text, without a newline at the end.
 * @throws KindError when it is not a summary.
 * @example
 * ```ts
 * import { dense, relu, sequential, showSummary, summary } from "@downhill/nn";
 * const model = sequential(dense(784, 256), relu, dense(256, 10));
 * console.log(showSummary(summary(model, [64, 784])).split("\n").at(-3)); // 203,530 parameters
 * ```
 * @see Chollet, "Deep learning with Python", 2nd ed. 2021, §7.2, whose `model.summary()` made such tables usual.
 */
export function showSummary(summary: Summary, options: ShowSummaryOptions = {}): string {
  const { language = "en" } = checkOptions("showSummary", options, ["language"]);
  checkChoice("showSummary", "language", language, ["en", "zh"]);
  if (!Array.isArray((summary as Partial<Summary> | null | undefined)?.layers)) {
    throw new KindError("not-a-summary", {
      en: "showSummary: the argument is not a summary; give the result of summary(model, inputShape)",
      zh: "showSummary：给出的不是概要；请给出 summary(model, inputShape) 的结果",
    });
  }
  const { layers, flops, bytes, parameters, statistics } = summary;
  const say = language === "zh" ? words.zh : words.en;
  const table = [[...say.columns], ...layers.map((layer, i) => cells(layer, layers[i + 1]))];
  const widths = say.columns.map((_, column) => Math.max(...table.map((row) => columnsOf(row[column]!))));
  const lines = table.map((row) =>
    row
      .map((cell, column) => {
        const space = " ".repeat(widths[column]! - columnsOf(cell));
        return column < 2 ? cell + space : space + cell;
      })
      .join("  ")
      .trimEnd(),
  );
  const memory = Object.fromEntries(
    Object.entries(bytes).map(([part, count]) => [part, inBytes(count)]),
  ) as Memory;
  return [
    ...lines,
    "",
    say.counts(grouped(parameters), grouped(statistics)),
    say.step(short(flops.forward), short(flops.backward)),
    say.memory(memory),
  ].join("\n");
}

/** Composite layers are shown without their arguments, because their parts are listed below. */
function cells(layer: LayerSummary, next: LayerSummary | undefined): string[] {
  const opened = next !== undefined && next.depth > layer.depth && layer.name.includes(next.name);
  const name = opened ? layer.name.slice(0, layer.name.indexOf("(")) : layer.name;
  return [
    "  ".repeat(layer.depth) + name,
    showShape(layer.output),
    grouped(layer.parameters),
    short(layer.flops),
    inBytes(layer.activations),
  ];
}

const grouped = (count: number): string => count.toLocaleString("en");

/** Three digits and a prefix, as in "25.7 M"; small numbers as they are. */
function short(count: number): string {
  if (count < 1000) return String(Math.round(count));
  const prefixes = ["k", "M", "G", "T", "P", "E", "Z"];
  const power = Math.min(prefixes.length, Math.floor(Math.log10(Number(count.toPrecision(3))) / 3));
  return `${(count / 1000 ** power).toPrecision(3)} ${prefixes[power - 1]!}`;
}

const inBytes = (count: number): string => (count < 1000 ? `${count} B` : `${short(count)}B`);

/** The width of a text in a terminal: Chinese characters take two columns. */
const columnsOf = (text: string): number =>
  text.length + text.replaceAll(/[^\u3000-\u9fff\uff00-\uffef]/g, "").length;
