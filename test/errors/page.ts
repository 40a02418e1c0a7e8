import type { Thrown } from "./throws.ts";

interface Words {
  readonly title: string;
  readonly description: string;
  readonly opening: readonly string[];
  readonly code: string;
  readonly error: string;
  readonly packages: string;
  readonly says: string;
}

const languages: Readonly<Record<"en" | "zh", Words>> = {
  en: {
    title: "Error codes",
    description: "Every code an error of the packages can carry, with its classes and an example sentence.",
    opening: [
      "Every error that a package throws on purpose states in one sentence what is wrong, where, and what to do. `error.message` is that sentence in English, `error.zh` in Chinese (a `CourseError` of the grader has both in `error.text`). Sentences get better over time, so do not compare with them: compare with `error.code`, which stays the same.",
      "A code names the kind of fault, whichever function finds it: `out-of-range` is a setting outside its allowed values, `out-of-bounds` an index, row or slice that does not exist. The example is one of the sentences, with … for the parts that vary.",
      "`npm run reference` writes this page from the sources; a test fails if they differ.",
    ],
    code: "code",
    error: "class",
    packages: "packages",
    says: "example",
  },
  zh: {
    title: "错误代码",
    description: "各个包的错误可能带有的全部代码，附上错误类和一句示例。",
    opening: [
      "包主动抛出的每个错误都用一句话写明哪里错了、错在何处、该怎么做。`error.message` 是英文，`error.zh` 是中文（评分器的 `CourseError` 把两者放在 `error.text` 里）。措辞会不断改进，所以程序不要与句子比较，请比较 `error.code`，它不会改变。",
      "代码表示错误的种类，与发现它的函数无关：`out-of-range` 表示设置超出了允许的取值，`out-of-bounds` 表示下标、行或切片不存在。示例是其中一句，… 代表会变化的部分。",
      "这一页由 `npm run reference` 根据源代码写出；两者不一致时测试不通过。",
    ],
    code: "代码",
    error: "错误类",
    packages: "包",
    says: "示例",
  },
};

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** A sentence in a table cell: as code, so that nothing in it is read as Markdown. */
const cell = (text: string): string => {
  const plain = text.replaceAll("|", "\\|").replaceAll("\n", " ");
  const fence = plain.includes("`") ? "``" : "`";
  return `${fence}${plain}${fence}`;
};

/** The page of all codes, in one language. */
export function errorPage(thrown: readonly Thrown[], language: "en" | "zh"): string {
  const words = languages[language];
  const rows = unique(thrown.map(({ code }) => code)).map((code) => {
    const all = thrown.filter((each) => each.code === code);
    const example = all.find(({ text }) => text !== undefined)?.text?.[language] ?? "";
    const names = unique(all.map(({ error }) => `\`${error}\``)).join(", ");
    const packages = unique(all.map((each) => each.package)).join(", ");
    return `| \`${code}\` | ${names} | ${packages} | ${example === "" ? "" : cell(example)} |`;
  });
  return [
    "---",
    `title: ${words.title}`,
    `description: ${words.description}`,
    "---",
    "",
    ...words.opening.flatMap((paragraph) => [paragraph, ""]),
    "<!-- prettier-ignore -->",
    `| ${words.code} | ${words.error} | ${words.packages} | ${words.says} |`,
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
