import type { Text } from "../lab/text.ts";

/** The learner's own helper files, which may be imported where a file lies in a folder. */
export const beside: Text = { en: "your own files next to this one", zh: "放在同一文件夹里的自己的文件" };

const enumerated = (names: readonly string[], more: Text | undefined): Text => ({
  en: names.join(", ") + (more === undefined ? "" : `, and ${more.en}`),
  zh: names.join("、") + (more === undefined ? "" : `，以及${more.zh}`),
});

/** Why a learner's file may not import something, and what it may. */
export function refusedImport(specifier: string, allowed: readonly string[], more?: Text): Text {
  if (/(^|\/)(key|solution)\//.test(specifier)) {
    return {
      en: `"${specifier}" is the lab's solution; points are for your own code.`,
      zh: `“${specifier}” 是实验的参考答案；只有自己写的代码才能得分。`,
    };
  }
  const names = enumerated(allowed, more);
  return {
    en: `"${specifier}" cannot be imported in this lab. You can import ${names.en}.`,
    zh: `这个实验不能导入 “${specifier}”。可以导入的有：${names.zh}。`,
  };
}

export const computedImportText: Text = {
  en: 'This `import(…)` computes the name of its module. Write it as a string, as in import("./helper.ts").',
  zh: '这里的 `import(…)` 导入的是算出来的名字。请直接写成字符串，例如 import("./helper.ts")。',
};

export const unreadableText = (why: string): Text => ({
  en: `The file cannot be read as TypeScript. ${why}`,
  zh: `这个文件有语法错误，无法解析。${why}`,
});
