import type { Language } from "./kinds.ts";

/** What the pages say in all of them, in one language. */
export interface Texts {
  readonly headings: Readonly<
    Record<
      | "details"
      | "picture"
      | "settings"
      | "parameters"
      | "example"
      | "evidence"
      | "course"
      | "mistakes"
      | "references",
      string
    >
  >;
  readonly columns: Readonly<Record<"setting" | "parameter" | "meaning" | "here", string>>;
  readonly required: string;
  readonly off: string;
  readonly defaults: string;
  /** Follows it, unless a setting must be constant. */
  readonly anyNumber: string;
  readonly ran: string;
  readonly rows: (row: string) => string;
  readonly oracle: (kind: string, libraries: string, difference: number) => string;
  /** Leads to the law, which is displayed below it. */
  readonly law: (difference: number) => string;
  readonly further: (dtypes: string, specials: string) => string;
  readonly lab: (number: string, title: string, link: string, writes: boolean) => string;
  readonly recognised: (number: string, link: string) => string;
  readonly sentence: (title: string) => string;
  /** Between the libraries' names. */
  readonly and: string;
}

const of: Readonly<Record<"en" | "zh", Readonly<Record<string, string>>>> = {
  en: {
    optimizer: "over a hundred steps, relative to the parameter, or to 1 if it is smaller",
    schedule: "relative to the peak rate",
    other: "relative to the largest number of a case",
  },
  zh: {
    optimizer: "走满一百步，以参数本身为基准，绝对值不足 1 时取 1",
    schedule: "以峰值学习率为基准",
    other: "以该算例中绝对值最大的数为基准",
  },
};

const relative = (language: Language, kind: string): string => of[language][kind] ?? of[language]["other"]!;

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    headings: {
      details: "Details",
      picture: "In a picture",
      settings: "Settings",
      parameters: "Parameters",
      example: "Example",
      evidence: "Evidence",
      course: "In the course",
      mistakes: "Common mistakes",
      references: "References",
    },
    columns: { setting: "setting", parameter: "parameter", meaning: "meaning", here: "here" },
    required: "required",
    off: "off",
    defaults: "These are the defaults.",
    anyNumber: " Each may be a number or a schedule.",
    ran: "A comment is what its line gives; a test runs it.",
    rows: (row) => `A test measures it again; [the reference](${row}) has it beside all others.`,
    oracle: (kind, libraries, difference) =>
      difference === 0
        ? `Compared with ${libraries}: the numbers are the same to the last digit.`
        : `Compared with ${libraries}: they differ by at most ${difference}, ${relative("en", kind)}.`,
    law: (difference) =>
      difference === 0
        ? "It keeps this law exactly:"
        : `It keeps this law to within ${difference}, relative to the largest number:`,
    further: (dtypes, specials) =>
      `More of it: [its dtypes](${dtypes}), and [its values at the ends of the number line](${specials}).`,
    lab: (number, title, link, writes) =>
      `- [Lab ${number}, ${title}](${link})${writes ? ": you write it." : " uses it."}`,
    recognised: (number, link) => `[Lab ${number}](${link}) recognises these by their numbers:`,
    sentence: (title) => title.replace(/^[a-z]/, (letter) => letter.toUpperCase()),
    and: " and ",
  },
  zh: {
    headings: {
      details: "细节",
      picture: "图示",
      settings: "设置",
      parameters: "参数",
      example: "例子",
      evidence: "凭据",
      course: "在课程里",
      mistakes: "常见错误",
      references: "出处",
    },
    columns: { setting: "设置", parameter: "参数", meaning: "含义", here: "本课程" },
    required: "必填",
    off: "无",
    defaults: "这里写的就是默认值。",
    anyNumber: "每一项都可以是一个数，也可以是一个学习率调度。",
    ran: "注释写的是那一行的结果，有测试会运行它。",
    rows: (row) => `有测试会重新测量；[参考手册](${row})把它与其他各项列在一起。`,
    oracle: (kind, libraries, difference) =>
      difference === 0
        ? `与 ${libraries} 对照：所有数值完全相同。`
        : `与 ${libraries} 对照：最大误差 ${difference}，${relative("zh", kind)}。`,
    law: (difference) =>
      difference === 0
        ? "下面的定律完全成立："
        : `下面的定律成立，最大误差 ${difference}，以绝对值最大的数为基准：`,
    further: (dtypes, specials) =>
      `另见：[它接受和得到的 dtype](${dtypes})，以及它在[数轴两端](${specials})的结果。`,
    lab: (number, title, link, writes) =>
      `- [实验 ${number} ${title}](${link})${writes ? "：由你写出它。" : "会用到它。"}`,
    recognised: (number, link) => `下面这些，[实验 ${number}](${link})看数字就能认出来：`,
    sentence: (title) => title,
    and: "、",
  },
};
