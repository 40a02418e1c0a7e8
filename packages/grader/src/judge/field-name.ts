import { afterwards } from "../lab/questions.ts";
import type { Text } from "../lab/text.ts";

/** Fields that questions of any lab add to what the learner's code answers. */
const common: Readonly<Record<string, string>> = {
  after: "之后",
  [afterwards]: "之后再看",
  afterwards: "之后",
  again: "再一次",
  answer: "结果",
  answers: "各次结果",
  arguments: "传入的参数",
  "arguments afterwards": "调用之后的参数",
  "at once": "当时",
  before: "之前",
  calls: "调用次数",
  early: "一开始",
  errors: "出错时",
  first: "第一次",
  given: "传入的值",
  last: "最后一次",
  late: "后来",
  length: "长度",
  other: "另一次",
  runs: "运行次数",
  second: "第二次",
};

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^(?:the )?(.+) afterwards$/, "之后的 $1"],
  [/^coordinate (\d+), (.*)$/, "第 $1 个坐标，$2"],
  [/^every (\d+)th$/, "每 $1 个取一个"],
  [/^while (.+) runs$/, "$1 运行时"],
];

const chinese = (key: string): string =>
  patterns.reduce((name, [pattern, put]) => name.replace(pattern, put), common[key] ?? key);

/** The name of a field of an answer: from its question's names, from those that all questions share, or its own. */
export const fieldName = (key: string, names: Readonly<Record<string, Text>> = {}): Text =>
  names[key] ?? { en: key, zh: chinese(key) };

/** Whether a field's name is a phrase, which needs a Chinese version, and not code. */
export const isUntranslated = (key: string, names: Readonly<Record<string, Text>> = {}): boolean =>
  fieldName(key, names).zh === key && /^[\w' ]+ [a-z]{4,}$|^[a-z]{4,} [\w' ]+$|[a-z]{4,} [a-z]{4,}/.test(key);
