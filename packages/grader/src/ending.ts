import type { Ending } from "./grading-process.ts";
import type { Failure } from "./verdict.ts";

/** Why the grading process ended in the middle of a task, or while it imported the learner's file. */
export function endingFailure({ events, how }: Ending, timeout: number): Failure {
  const exit = events.find((event) => event.type === "exit-called");
  if (exit !== undefined) {
    return {
      kind: "exit",
      sentence: {
        en: `The code left the process itself: process.exit(${exit.code}). Return or throw instead.`,
        zh: `代码自己结束了进程：process.exit(${exit.code})。请改用 return 或 throw。`,
      },
      ...(exit.at === null ? {} : { at: exit.at }),
    };
  }
  if (events.some(({ type }) => type === "stalled")) {
    return {
      kind: "stalled",
      sentence: {
        en: "The code waits for a promise that nothing ever settles. See that every promise is resolved.",
        zh: "代码在等待一个永远不会有结果的 Promise。请检查每个 Promise 是否都会被 resolve。",
      },
    };
  }
  if (how === "killed") {
    return {
      kind: "loop",
      sentence: {
        en: `The code did not finish within ${timeout / 1000} seconds and was stopped. Look for a loop whose condition never becomes false.`,
        zh: `代码运行了 ${timeout / 1000} 秒仍未结束，已被中止。请检查是不是有循环永远不会退出。`,
      },
    };
  }
  if (how === "memory") {
    return {
      kind: "memory",
      sentence: {
        en: "The code used up all the memory and was stopped. Look for a list that never stops growing.",
        zh: "代码耗尽了内存，已被中止。请检查是不是有列表一直在变长。",
      },
    };
  }
  return {
    kind: "crash",
    sentence: {
      en: "The process that ran the code ended without a word. What it printed may say why.",
      zh: "运行代码的进程意外终止，没有留下说明。它打印的内容里也许有线索。",
    },
  };
}

/** The failure of a task that never had its turn. */
export const notRun: Failure = {
  kind: "not-run",
  sentence: {
    en: "Not run, because the tasks before it used up the time.",
    zh: "没有运行，因为前面的任务把时间用完了。",
  },
};
