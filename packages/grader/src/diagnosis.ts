import { display } from "./display.ts";
import type { Text } from "./lab.ts";
import { placeOf } from "./place.ts";
import { failureOf } from "./protocol.ts";
import type { CheckRun } from "./run-check.ts";
import type { Failure } from "./verdict.ts";

/** The file being graded, in the words a diagnosis needs. */
export interface Graded {
  /** Relative to the root. */
  readonly name: string;
  /** The folder whose lines count as the learner's. */
  readonly folder: string;
  readonly root: string;
  readonly exports: readonly string[];
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? (error.message === "" ? error.name : error.message) : display(error);

/** The course's packages say what is wrong in both languages. */
const chineseOf = (error: Error): string | undefined =>
  "zh" in error && typeof error.zh === "string" ? error.zh : undefined;

const missingExport = (missing: readonly string[], graded: Graded): Failure => {
  const names = missing.map((name) => `\`${name}\``);
  const has = graded.exports.map((name) => `\`${name}\``).join(", ");
  return {
    kind: "missing-export",
    sentence: {
      en: `${graded.name} does not export ${names.join(", ")}${has === "" ? "; it exports nothing" : `; it exports ${has}`}. Put \`export\` in front of it and check the spelling.`,
      zh: `${graded.name} 没有导出 ${names.join("、")}${has === "" ? "，现在什么都没有导出" : `，现在导出的是 ${has}`}。请在声明前加上 \`export\`，并检查拼写。`,
    },
  };
};

const crash = (error: unknown, graded: Graded): Failure => {
  const at = placeOf(error, graded.folder, graded.root);
  const message = messageOf(error);
  const thrown: Text =
    error instanceof Error
      ? { en: `${error.name}: ${message}`, zh: `${error.name}: ${chineseOf(error) ?? message}` }
      : {
          en: `something that is no Error was thrown: ${message}`,
          zh: `抛出的不是 Error，而是 ${message}`,
        };
  if (error instanceof Error && error.name === "DeviceError") {
    return {
      kind: "crash",
      sentence: {
        en: `The device could not be used, which says nothing of your code. ${message}`,
        zh: `计算设备无法使用，这与你的代码无关。${chineseOf(error) ?? message}`,
      },
    };
  }
  return {
    kind: "crash",
    sentence: {
      en: `The code stopped with an error. ${thrown.en}`,
      zh: `代码运行时出错中断。${thrown.zh}`,
    },
    ...(at === undefined ? {} : { at }),
  };
};

/** Turns one run of a check into the one failure worth showing, or null when the task is passed. */
export function diagnosis(run: CheckRun, graded: Graded): Failure | null {
  const difference = run.comparisons.find((comparison) => !comparison.ok);
  const { thrown } = run;
  if (run.missing.length > 0 && (thrown?.error instanceof TypeError || difference !== undefined)) {
    return missingExport(run.missing, graded);
  }
  if (difference !== undefined) return failureOf(difference);
  if (thrown !== null) return crash(thrown.error, graded);
  if (run.comparisons.length === 0) {
    return {
      kind: "no-checks",
      sentence: {
        en: "The check compared nothing, so nothing is proven and no points are given; this is a fault of the lab, please report it.",
        zh: "这项检查没有做任何比较，什么也证明不了，因此不给分。这是实验本身的问题，请向我们反馈。",
      },
    };
  }
  return null;
}

/** Explains why a file could not be imported: its syntax, a missing import, or an error at its top level. */
export function importFailure(error: unknown, graded: Graded): Failure {
  const at = placeOf(error, graded.folder, graded.root);
  const place = at === undefined ? {} : { at };
  const message = messageOf(error);
  const syntax = /:\d+:\d+: ERROR: (.*)/.exec(message);
  if (syntax !== null || (error instanceof SyntaxError && !/does not provide an export/.test(message))) {
    const reason = syntax?.[1] ?? message;
    return {
      kind: "syntax",
      sentence: {
        en: `The file cannot be read as TypeScript. ${reason}`,
        zh: `这个文件有语法错误，无法解析。${reason}`,
      },
      ...place,
    };
  }
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (
    code === "ERR_MODULE_NOT_FOUND" ||
    code === "ERR_PACKAGE_PATH_NOT_EXPORTED" ||
    error instanceof SyntaxError
  ) {
    return {
      kind: "import",
      sentence: {
        en: `An \`import\` of this file finds nothing: ${message}`,
        zh: `文件里的某个 \`import\` 找不到目标：${message}`,
      },
      ...place,
    };
  }
  return crash(error, graded);
}
