import type { TaskVerdict } from "../judge/verdict.ts";
import type { Text } from "../lab/text.ts";

const quoted = (ids: readonly string[], language: keyof Text): string =>
  ids.map((id) => `\`${id}\``).join(language === "en" ? " and " : " 和 ");

/** The words for a task's outcome after its title; nothing if the mark is enough. */
export function outcomeOf({ status, given = [] }: TaskVerdict): Text | undefined {
  switch (status) {
    case "passed":
      return undefined;
    case "failed":
      if (given.length === 0) return undefined;
      return {
        en: `graded on a correct ${quoted(given, "en")}`,
        zh: `以正确的 ${quoted(given, "zh")} 评判`,
      };
    case "carried":
      return {
        en: `correct, given a correct ${quoted(given, "en")}; fix ${quoted(given, "en")} first`,
        zh: `在 ${quoted(given, "zh")} 正确的前提下是对的，请先改好 ${quoted(given, "zh")}`,
      };
    case "stopped":
      return { en: "stopped", zh: "已中止" };
    case "not-written":
      return { en: "not written yet", zh: "尚未完成" };
    case "not-judged":
      return {
        en: "not graded yet: it builds on a task that is not correct; fix that one first",
        zh: "暂不评判：它依赖的任务还不正确，请先改好那一个",
      };
  }
}

/** Whether a task has its points. */
export const isRight = ({ status }: Pick<TaskVerdict, "status">): boolean =>
  status === "passed" || status === "carried";
