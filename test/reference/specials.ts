import { vjp } from "@downhill/autograd";
import { type AnyOp, device, onesLike, ops, tensor, type Tensor } from "@downhill/tensor";
import { source, specials } from "../specials/oracle.ts";
import { reasonOf, reasons } from "../specials/reasons.ts";
import { type Verdict, verdicts } from "../specials/verdicts.ts";
import { librariesOf } from "./source.ts";

/** The measured content of the pages, independent of language. */
export interface Specials {
  /** Value and slope of functions of one number, by name. */
  readonly functions: Readonly<Record<string, readonly string[]>>;
  /** For each operation and special number: the same as PyTorch's, refused by both, or the places of the reasons why not. */
  readonly cells: Readonly<Record<string, readonly (readonly number[] | "same" | "refused" | "none")[]>>;
}

const points = [Infinity, -Infinity, NaN, 0, -0, 1e30, -1e30, 1e-30, 5e-324];
const ofOne = [
  "exp",
  "log",
  "log1p",
  "sqrt",
  "square",
  "abs",
  "sign",
  "relu",
  "tanh",
  "sigmoid",
  "gelu",
  "erf",
];

/** In the form `1e30`, without trailing zeros and the plus. */
const exponential = (x: number): string => x.toExponential(3).replace(/\.?0*e\+?/, "e");

const shown = (x: number): string => {
  if (Number.isNaN(x)) return "NaN";
  const rounded = Number(Math.abs(x).toPrecision(4));
  const size = rounded === Infinity ? "∞" : rounded < 1e6 ? String(rounded) : exponential(rounded);
  return x < 0 || Object.is(x, -0) ? `−${size}` : size;
};

async function valueAndSlope(name: string): Promise<string[]> {
  const op = ops[name as "exp"];
  const x = tensor(points);
  const { vjp: rules } = op.def as unknown as AnyOp;
  if (rules.x === null) return Array.from(await op(x).data(), shown);
  const [y, pullback] = vjp((at: Tensor) => op(at), x);
  const [values, slopes] = [await y.data(), await pullback(onesLike(y)).data()];
  return points.map((_, i) => `${shown(values[i]!)}, ${shown(slopes[i]!)}`);
}

function cellOf(mine: readonly Verdict[]): readonly number[] | "same" | "refused" | "none" {
  if (mine.length === 0) return "none";
  const differing = mine.filter(({ differences }) => differences.length > 0);
  if (differing.length > 0) return [...new Set(differing.map(reasonOf))].toSorted((a, b) => a - b);
  return mine.every(({ refused }) => refused) ? "refused" : "same";
}

/** Iterates over every operation and special number, on the reference and on wasm. */
export async function measuredSpecials(): Promise<Specials> {
  const all = [...(await verdicts(await device("reference"))), ...(await verdicts(await device("wasm")))];
  const cells = Object.keys(ops)
    .toSorted()
    .map((name) => [
      name,
      specials.map((special) => cellOf(all.filter((each) => each.op === name && each.special === special))),
    ]);
  const functions = await Promise.all(ofOne.map(async (name) => [name, await valueAndSlope(name)]));
  return {
    functions: Object.fromEntries(functions) as Specials["functions"],
    cells: Object.fromEntries(cells) as Specials["cells"],
  };
}

const heads = ["∞", "−∞", "NaN", "0", "−0", "1e30", "−1e30", "1e-30"];

const words = {
  en: {
    title: "The ends of the number line",
    description:
      "Every op at infinities, NaN, zeros, huge and subnormal numbers, and empty tensors, compared with PyTorch.",
    opening: [
      `The value and gradient of every op at the ends of the number line, compared with ${librariesOf(source)[0]!}: in float64 on the reference, and in float32 on wasm. A special number is tried alone among ordinary ones, and in every position; for ops with two operands it is combined with every other special number. Numbers are compared to the last digits, zeros without their sign; a zero's sign shows in the sign of an infinity: $1/(-0)$.`,
      "`npm run reference` repeats these measurements and writes this page; a test fails if a cell changes or an op has none. For the causes of such numbers and what to do, see [Where NaN comes from](nan.md).",
    ],
    functions: "Value and slope",
    functionsText:
      "On the reference. The slope is what an incoming gradient of 1 becomes; `sign` passes no gradient.",
    cells: "All ops",
    cellsText:
      "`=`: the same as PyTorch on both backends. _refused_: neither computes it. A number: a difference, explained below. `–`: the op takes integers.",
    subnormal: "subnormal",
    empty: "empty",
    refused: "refused",
    op: "op",
    reasons: "Where PyTorch differs",
  },
  zh: {
    title: "数轴的两端",
    description: "每个运算在无穷大、NaN、零、极大与次正规数以及空张量处的结果，与 PyTorch 对照。",
    opening: [
      `每个运算在数轴两端的值与梯度，与 ${librariesOf(source)[0]!} 对照：float64 用参考后端，float32 用 wasm。特殊数既单独出现在普通数之间，也占满全部位置；二元运算中，它与其他每个特殊数相遇一次。数值比较到最后几位；零不比较正负号，它的符号会体现在无穷大的符号上：$1/(-0)$。`,
      "运行 `npm run reference` 会重新测量并写出这一页；若有格子改变，或有运算没有列入，测试就不通过。这样的数怎么来、怎么办，见[NaN 从哪里来](nan.zh.md)。",
    ],
    functions: "值与斜率",
    functionsText: "在参考后端上。斜率是梯度 1 反向传播之后的结果；`sign` 不传递梯度。",
    cells: "全部运算",
    cellsText:
      "`=`：两个后端都与 PyTorch 相同。_拒绝_：双方都不计算。数字：有差异，解释见下。`–`：该运算的输入是整数。",
    subnormal: "次正规数",
    empty: "空张量",
    refused: "拒绝",
    op: "运算",
    reasons: "与 PyTorch 不同之处",
  },
} as const;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<!-- prettier-ignore -->\n${[head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`;

/** The page in a language. */
export function specialsPage({ functions, cells }: Specials, language: "en" | "zh"): string {
  const w = words[language];
  const mark = (cell: Specials["cells"][string][number]): string =>
    cell === "same"
      ? "="
      : cell === "none"
        ? "–"
        : cell === "refused"
          ? `_${w.refused}_`
          : cell.map((i) => i + 1).join(", ");
  return [
    `---\ntitle: ${w.title}\ndescription: ${w.description}\n---\n`,
    ...w.opening.map((paragraph) => `${paragraph}\n`),
    `## ${w.functions}\n\n${w.functionsText}\n`,
    table(
      [w.op, ...heads, w.subnormal],
      Object.entries(functions).map(([name, row]) => [`\`${name}\``, ...row]),
    ),
    `## ${w.cells}\n\n${w.cellsText}\n`,
    table(
      [w.op, ...heads, w.subnormal, w.empty],
      Object.entries(cells).map(([name, row]) => [`\`${name}\``, ...row.map(mark)]),
    ),
    `## ${w.reasons}\n`,
    `${reasons.map(({ ops: named, [language]: why }, i) => `${i + 1}. ${named.map((name) => `\`${name}\``).join(language === "en" ? ", " : "、")}${language === "en" ? ": " : "："}${why}`).join("\n")}\n`,
  ].join("\n");
}
