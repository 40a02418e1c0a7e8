import { kinds, roundedUp, type Row } from "./row.ts";

/** The texts of the page in a language; `said` translates the words in formulas. */
interface Words {
  readonly title: string;
  readonly description: string;
  readonly opening: readonly string[];
  readonly headings: Readonly<Record<Row["kind"], string>>;
  readonly columns: readonly string[];
  readonly said: (words: string) => string;
}

/** The words in formulas and their Chinese; short names, such as "final", are symbols, not words. */
const said: Readonly<Record<string, string>> = {
  or: "或",
  for: "当",
  else: "否则",
  stop: "停止",
  where: "，其中",
  features: "特征数",
  "in use": "（使用时）",
  "of a vector": "（对一个向量）",
  "for each tensor": "对每个张量",
  "matches the path of": "按路径匹配",
  pattern: "模式",
};

const languages: Readonly<Record<"en" | "zh", Words>> = {
  en: {
    title: "Reference: formulas and measured accuracy",
    description:
      "Every op, layer, loss, optimizer, schedule and regularizer with its formula and its evidence.",
    opening: [
      "Every op, layer, loss, metric, initialiser, optimizer, schedule and regularizer: its formula, and the largest difference between our numbers and those of an independent library (an oracle), or between the two sides of a law.",
      "Differences are measured on the float64 reference. They are relative to the largest number of a case (for schedules, to the peak rate; for optimizers, to the parameter, or to 1 if it is smaller, over a hundred steps), and rounded up to one digit; 0 means that all numbers are the same. The float32 backends have separate tests, with a bound of 1e-5.",
      "`npm run reference` repeats all these measurements and writes this page. A test fails if a public name has no row, a row has no evidence, or a new measurement is worse. Mistakes in the chapters are listed in the [errata](errata.md).",
      "More about the ops: [the dtypes each takes and gives](dtypes.md), and [its values at the ends of the number line](specials.md), compared with PyTorch; [Where NaN comes from](nan.md) explains what to do about them.",
    ],
    headings: {
      op: "Ops",
      layer: "Layers",
      loss: "Losses",
      metric: "Metrics",
      initialiser: "Initialisers",
      optimizer: "Optimizers",
      schedule: "Schedules",
      regularizer: "Regularizers",
    },
    columns: ["name", "formula", "oracle", "largest difference", "law", "largest difference"],
    said: (words) => words,
  },
  zh: {
    title: "参考手册：公式与误差",
    description: "全部运算、层、损失、优化器、学习率调度与正则化：公式、对照来源和实测误差。",
    opening: [
      "这里列出全部运算、层、损失、指标、初始化、优化器、学习率调度与正则化方法。每一项都给出公式，并说明它凭什么算对：要么拿别人写的库作对照，要么验证一条它必须满足的定律；“最大误差”就是我们的结果与对照值之间、或定律等号两边之间，实测到的最大差距。",
      "误差都在 float64 参考后端上测得，是相对误差：一般以该算例中绝对值最大的数为基准；学习率调度以峰值学习率为基准；优化器走满一百步，以参数本身为基准（绝对值不足 1 时取 1）。数字一律向上取到一位有效数字，0 表示所有数值完全相同。float32 后端另有测试，误差上限为 1e-5。",
      "运行 `npm run reference` 会重新测量并写出这一页。若有公开名称没有列入、有条目既无对照又无定律，或新测得的误差变大，测试就不通过。原文的错误另见[勘误](errata.zh.md)。",
      "关于运算还有：[每个运算接受和得到的 dtype](dtypes.zh.md)，以及它在[数轴的两端](specials.zh.md)的结果（与 PyTorch 对照）；遇到 NaN 怎么办，见[NaN 从哪里来](nan.zh.md)。",
    ],
    headings: {
      op: "运算",
      layer: "层",
      loss: "损失",
      metric: "指标",
      initialiser: "初始化",
      optimizer: "优化器",
      schedule: "学习率调度",
      regularizer: "正则化",
    },
    columns: ["名称", "公式", "对照", "最大误差", "定律", "最大误差"],
    said: (words) => said[words] ?? words,
  },
};

/** The words, of two letters or more, in `\text` of a formula, without those that are part of a symbol. */
export const wordsIn = (tex: string): string[] =>
  [...tex.matchAll(/(?<![_^{])\\text\{([^}]*)\}/g)].map(([, words]) => words!.trim());

/** Whether the words have a translation. */
export const isSaid = (words: string): boolean => words in said;

/** A formula for a table cell, which must not contain a bar. */
const inCell = (tex: string, { said }: Words): string => {
  const translated = tex.replaceAll(/(?<![_^{])\\text\{([^}]*)\}/g, (whole, words: string) =>
    said(words.trim()) === words.trim() ? whole : `\\text{${said(words.trim())}}`,
  );
  return `$${translated.replaceAll("\\|", "\\Vert ").replaceAll("|", "\\vert ")}$`;
};

/** Splits an alignment into one formula per line, if it contains nothing else. */
export function unaligned(tex: string): string[] {
  const inside = /^\\begin\{aligned\}([^]*)\\end\{aligned\}$/.exec(tex)?.[1];
  if (inside === undefined || inside.includes("\\begin")) return [tex];
  return inside
    .split("\\\\")
    .flatMap((line) => {
      const parts = line.split("&");
      return parts.flatMap((part, i) => (i % 2 === 0 ? [part + (parts[i + 1] ?? "")] : []));
    })
    .map((formula) => formula.trim())
    .filter((formula) => formula !== "");
}

const shown = (difference: number | undefined): string =>
  difference === undefined ? "" : String(roundedUp(difference));

function line({ name, tex, oracle, law }: Row, words: Words): string {
  const formulas = tex.flatMap(unaligned).map((formula) => inCell(formula, words));
  const cells = [
    `\`${name}\``,
    formulas.join("<br>"),
    oracle?.libraries.join(", ") ?? "",
    shown(oracle?.difference),
    law === undefined ? "" : inCell(law.tex, words),
    shown(law?.difference),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The table as a page; kinds whose rows have no law, or no oracle, omit those columns. */
export function page(rows: readonly Row[], language: "en" | "zh"): string {
  const words = languages[language];
  const tables = kinds.map((kind) => {
    const mine = rows.filter((row) => row.kind === kind);
    const kept = [0, 1, 2, 3, 4, 5].filter(
      (i) =>
        i < 2 ||
        (i < 4 ? mine.some(({ oracle }) => oracle !== undefined) : mine.some(({ law }) => law !== undefined)),
    );
    const pick = (row: string): string => {
      const cells = row.slice(2, -2).split(" | ");
      return `| ${kept.map((i) => cells[i]).join(" | ")} |`;
    };
    const head = [`| ${words.columns.join(" | ")} |`, `| --- | --- | --- | ---: | --- | ---: |`];
    const lines = [...head, ...mine.map((row) => line(row, words))].map(pick);
    return `## ${words.headings[kind]} {#${languages.en.headings[kind].toLowerCase()}}\n\n<!-- prettier-ignore -->\n${lines.join("\n")}\n`;
  });
  const matter = `---\ntitle: ${JSON.stringify(words.title)}\ndescription: ${words.description}\n---\n`;
  return [matter, ...words.opening.map((paragraph) => `${paragraph}\n`), ...tables].join("\n");
}
