import { meant } from "@downhill/tensor";
import { DataError } from "../../data-error.ts";
import type { Bilingual } from "@downhill/tensor";
import type { CsvOptions } from "./options.ts";

const refused = (option: string, value: unknown, { en, zh }: Bilingual): DataError => {
  const given = JSON.stringify(value);
  return new DataError("invalid-option", {
    en: `readCsv: ${option} is ${given}; ${en}.`,
    zh: `readCsv：${option} 是 ${given}；${zh}。`,
  });
};

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

/** A delimiter, comment mark or decimal mark must not contain line ends or quotation marks. */
const isMark = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && !/["\n\r]/.test(value);

interface Rule {
  readonly holds: (value: unknown) => boolean;
  readonly remedy: Bilingual | ((value: unknown) => Bilingual);
}

const kinds = ["number", "text"];
const isKind = (kind: unknown): boolean => kinds.includes(kind as string);

const rules: Readonly<Partial<Record<keyof CsvOptions, Rule>>> = {
  delimiter: {
    holds: isMark,
    remedy: {
      en: 'give a string without quotation marks and line ends, for example ";", or "whitespace" for runs of blanks and tabs',
      zh: '请给出不含引号和换行的文本，例如 ";"；以连续空格或制表符分隔的请写 "whitespace"',
    },
  },
  comments: {
    holds: isMark,
    remedy: {
      en: 'give the start of a comment, for example "#"',
      zh: '请给出注释开头的标记，例如 "#"',
    },
  },
  header: {
    holds: (value) => typeof value === "boolean",
    remedy: {
      en: "give true if the first line names the columns, and false if it is a row; use skip for lines before it",
      zh: "首行为列名时请写 true，首行已是数据时请写 false；首行之前的行用 skip 跳过",
    },
  },
  skip: {
    holds: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    remedy: { en: "give the number of lines to skip, at least 0", zh: "请给出要跳过的行数，从 0 起" },
  },
  decimal: {
    holds: (value) => value === "." || value === ",",
    remedy: { en: 'give "." or ","', zh: '请写 "." 或 ","' },
  },
  names: {
    holds: (value) => isTexts(value) && value.length > 0,
    remedy: {
      en: 'give one name for each column, for example ["age", "pulse"]',
      zh: '请为每一列各给一个名称，例如 ["age", "pulse"]',
    },
  },
  missing: {
    holds: isTexts,
    remedy: {
      en: 'give a list of cells, for example ["", "NA"]',
      zh: '请给出由单元格内容组成的数组，例如 ["", "NA"]',
    },
  },
  columns: {
    holds: (value) => typeof value === "object" && value !== null && Object.values(value).every(isKind),
    remedy: (value) => {
      const odd = Object.values(value ?? {}).find((kind) => typeof kind === "string" && !isKind(kind));
      const near = odd === undefined ? undefined : meant(String(odd), kinds);
      return {
        en: `${near === undefined ? "" : `did you mean ${near}? `}give "number" or "text" for each column, for example { code: "text" }`,
        zh: `${near === undefined ? "" : `是否想写 ${near}？`}请为各列写 "number" 或 "text"，例如 { code: "text" }`,
      };
    },
  },
};

/**
 * Refuses options that are ambiguous or contradict each other.
 *
 * @throws DataError that names the option and the remedy
 */
export function checkSettings(options: CsvOptions): void {
  for (const [name, { holds, remedy }] of Object.entries(rules)) {
    const value = options[name as keyof CsvOptions];
    if (value === undefined || holds(value)) continue;
    throw refused(name, value, typeof remedy === "function" ? remedy(value) : remedy);
  }
  const { delimiter, comments } = options;
  if (comments !== undefined && delimiter !== undefined && overlap(comments, delimiter)) {
    throw refused("comments", comments, {
      en: `the delimiter begins the same way; change one of them`,
      zh: `分隔符也这样开头；请改动其中之一`,
    });
  }
}

const overlap = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
