import { asked, outcome, question, typed } from "@downhill/grader/questions";
import { fileOf, readingOf } from "./files.ts";
import type { Module } from "./rows.ts";

const faulty = ["3,750", "12 g", "n/a", "", "Infinity", "1e999", "NaN", "1 000", "--5", "12.5.1"];
const refused = ({ clean }: Module, text: string, label = "y"): unknown =>
  outcome(() =>
    clean(
      fileOf([
        ["1", "a", "x"],
        [text, "b", label],
      ]),
      readingOf("NA"),
    ),
  );

/** Cells that `clean` refuses. */
export const refusals = [
  ...asked<Module>({
    what: {
      en: "texts in a column of numbers that are neither numbers nor said to be missing",
      zh: "数值列里既不是数、也没有说是缺失的文本",
    },
    ask: (module) => ({
      ...Object.fromEntries(faulty.map((text) => [`size: ${typed(text)}`, refused(module, text)])),
      unlabelled: refused(module, "12 g", "NA"),
    }),
    names: {
      unlabelled: { en: 'size: "12 g" in a row without a label', zh: '没有标签的行里 size: "12 g"' },
    },
    holds: ["error"],
  }),
  question<Module, readonly unknown[]>({
    what: { en: "the messages of these errors", zh: "这些错误的信息" },
    ask: (module) =>
      faulty.map((text) => {
        const error = refused(module, text);
        return error instanceof Error ? error.message : error;
      }),
    judge: (messages) => {
      const silent = faulty.find((text, i) => {
        const message = messages[i];
        return typeof message !== "string" || !message.includes("size") || !message.includes(text);
      });
      return silent === undefined
        ? undefined
        : {
            en: `each must contain the column's name and the text, so that the reader finds the cell; the one for ${typed(silent)} does not.`,
            zh: `每条信息都要写出列名和那段文本，读的人才找得到是哪一格；${typed(silent)} 的那条没有。`,
          };
    },
  }),
];
