import type { Cell, DTypeRow } from "./rows.ts";
import type { Given } from "./samples.ts";

interface Words {
  readonly title: string;
  readonly description: string;
  readonly opening: readonly string[];
  readonly op: string;
  readonly takes: string;
  readonly mixed: string;
  readonly index: string;
  readonly not: (device: string) => string;
  readonly devices: (run: string, notRun: string) => string;
}

const languages: Readonly<Record<"en" | "zh", Words>> = {
  en: {
    title: "The dtypes each op takes and gives",
    description: "The result's dtype, or a refusal, of every op with every dtype on every device.",
    opening: [
      "Each cell is the result dtype of an op whose inputs have the dtype of the column: `float` is the device's floating dtype, `named` the one you request; — means that the op refuses, with a DTypeError that names the cast to use. Every cell was run on the devices listed below, each in its own process, and its values compared with the reference: integers and truth values bit for bit, including sums and products beyond 2^31 and neighbours beyond 2^24; floating numbers within 5e-6.",
      "The kind of an input decides everything: a `value` is moved or compared and keeps its dtype; a `number` is computed with, and a truth value counts as 0 or 1, so counting gives int32; a `float` has results that are not integers, so integers become floating first; a `truth` is true if it is not 0; an `index` must be an integer; `any` is taken unchanged. int32 wraps around at 2^31, as in PyTorch and NumPy.",
      "`npm run reference` repeats these measurements and writes this page; a test fails if a cell changes.",
    ],
    op: "op",
    takes: "takes",
    mixed: "float32 with int32",
    index: "floating index",
    not: (device) => `not on ${device}`,
    devices: (run, notRun) =>
      notRun === ""
        ? `Devices: ${run}`
        : `Devices: ${run}; not run, because the hardware was not available: ${notRun}`,
  },
  zh: {
    title: "每个运算接受和得到的 dtype",
    description: "每个运算、每种 dtype、每个设备：结果的 dtype，或拒绝。",
    opening: [
      "每一格是输入为该列 dtype 时结果的 dtype：`float` 是设备自己的浮点 dtype，`named` 是调用时指定的 dtype；— 表示拒绝，抛出的 DTypeError 会写明该用哪个 cast。每一格都在下列设备上各用一个新进程运行过，数值与参考后端逐一比较：整数和真值逐位相同（包括超过 2^31 的和与积、超过 2^24 的相邻整数），浮点数相差不超过 5e-6。",
      "结果由运算对待输入的方式决定：`value` 只搬动或比较，dtype 不变；`number` 参与计算，真值按 0 和 1 计数，所以计数得到 int32；`float` 的结果不是整数，整数会先转成浮点；`truth` 非 0 即为真；`index` 必须是整数；`any` 原样接受。int32 到 2^31 时回绕，与 PyTorch 和 NumPy 相同。",
      "运行 `npm run reference` 会重新测量并写出这一页；任何一格有变化，测试就不通过。",
    ],
    op: "运算",
    takes: "对待输入的方式",
    mixed: "float32 与 int32",
    index: "浮点下标",
    not: (device) => `${device} 除外`,
    devices: (run, notRun) =>
      notRun === "" ? `设备：${run}` : `设备：${run}；因没有相应硬件而未运行：${notRun}`,
  },
};

const columns: readonly Given[] = ["float64", "float32", "int32", "bool", "mixed", "floating index"];

/** The devices that every cell was run on. */
const devicesOf = (rows: readonly DTypeRow[]): readonly string[] => Object.keys(rows[0]!.cells[0]!.devices);
const wasRun = (rows: readonly DTypeRow[], device: string): boolean =>
  rows.some(({ cells }) => cells.some(({ devices }) => devices[device] !== "not run"));

function shown(cell: Cell | undefined, { not }: Words): string {
  if (cell === undefined) return "";
  if (cell.gives === "refused") return "—";
  const without = Object.entries(cell.devices).filter(
    ([, verdict]) => verdict !== "equal" && verdict !== "not run",
  );
  // Only the reference has float64, which the heading says.
  return cell.given === "float64" || without.length === 0
    ? cell.gives
    : `${cell.gives} (${without.map(([device]) => not(device)).join(", ")})`;
}

/** The page of the table in a language. */
export function dtypePage(rows: readonly DTypeRow[], language: "en" | "zh"): string {
  const words = languages[language];
  const listed = (names: readonly string[]): string =>
    names.map((name) => `\`${name}\``).join(language === "en" ? ", " : "、");
  const run = devicesOf(rows).filter((name) => wasRun(rows, name));
  const notRun = devicesOf(rows).filter((name) => !wasRun(rows, name));
  const heads = columns.map((given) =>
    given === "mixed"
      ? words.mixed
      : given === "floating index"
        ? words.index
        : given === "float64"
          ? "float64 (reference)"
          : given,
  );
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    "---",
    `title: ${words.title}`,
    `description: ${words.description}`,
    "---",
    "",
    ...words.opening.flatMap((paragraph) => [paragraph, ""]),
    words.devices(listed(["reference", ...run]), listed(notRun)),
    "",
    "<!-- prettier-ignore -->",
    line([words.op, words.takes, ...heads]),
    line(["---", "---", ...columns.map(() => "---")]),
    ...rows.map(({ op, takes, cells }) =>
      line([
        `\`${op}\``,
        [...new Set(takes)].join(", "),
        ...columns.map((given) =>
          shown(
            cells.find((cell) => cell.given === given),
            words,
          ),
        ),
      ]),
    ),
    "",
  ].join("\n");
}
