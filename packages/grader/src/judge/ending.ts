import { patience, type Said } from "../box/protocol.ts";
import { AnsweredError, Threw } from "../lab/answer.ts";
import { inOneLine } from "../lab/cleaned.ts";
import { CourseError } from "../lab/course-error.ts";
import type { LabCard } from "../lab/card.ts";
import type { Text } from "../lab/text.ts";
import { engineLimit } from "./engine-limit.ts";
import { shown } from "./shown.ts";
import type { Locate } from "./translated-text.ts";
import type { Failure, Place } from "./verdict.ts";

/** What a box sent before it ended, and what was printed. */
interface Ending {
  readonly said: readonly Said[];
  readonly output: string;
}

const translated = /learner-\d+\.mjs(?:\?[^:)]*)?:(\d+):(\d+)/;

/** The first of the learner's lines in a stack. */
function placeOfStack(stack: string, locate: Locate): { readonly at?: Place } {
  for (const line of stack.split("\n")) {
    const [, row, column] = translated.exec(line) ?? [];
    if (row === undefined) continue;
    const at = locate(Number(row), Number(column));
    if (at !== undefined) return { at };
  }
  return {};
}

/** What a call threw, as a failure. */
export function crash(threw: Threw, locate: Locate, during?: Text): Failure {
  const { error } = threw;
  const while_ =
    during === undefined ? { en: "", zh: "" } : { en: ` (${during.en})`, zh: `（${during.zh}）` };
  if (!(error instanceof AnsweredError)) {
    return {
      kind: "crash",
      sentence: {
        en: `The code threw ${shown(error)}${while_.en}, which is not an Error. Write throw new Error("…").`,
        zh: `代码抛出的是 ${shown(error)}，不是 Error${while_.zh}。请写成 throw new Error("…")。`,
      },
    };
  }
  const { name, message, zh = message, stack } = error;
  if (error.kinds.includes("DeviceError")) {
    return {
      kind: "crash",
      sentence: {
        en: `The device could not be used; your code is not the cause. ${message}`,
        zh: `计算设备无法使用，这与你的代码无关。${zh}`,
      },
    };
  }
  const limit = engineLimit(error);
  const stopped =
    limit?.kind === "memory"
      ? { en: "The code used up the memory", zh: "代码耗尽了内存" }
      : { en: "The code stopped with an error", zh: "代码运行出错" };
  const advice =
    limit === undefined ? { en: "", zh: "" } : { en: `. ${limit.advice.en}`, zh: `。${limit.advice.zh}` };
  return {
    kind: limit?.kind ?? "crash",
    sentence: {
      en: `${stopped.en}${while_.en}. ${name}: ${message === "" ? "(no message)" : message}${advice.en}`,
      zh: `${stopped.zh}${while_.zh}。${name}: ${message === "" ? "（没有说明）" : zh}${advice.zh}`,
    },
    ...placeOfStack(stack, locate),
  };
}

const exported = /does not provide an export named '([^']+)'/;

/** Why a file threw while it was loaded. */
export function loadFailure(answer: unknown, locate: Locate, { withholds = {} }: LabCard): Failure {
  const threw = answer instanceof Threw ? answer : new Threw(answer);
  const { error } = threw;
  const [, name] = (error instanceof AnsweredError ? exported.exec(error.message) : null) ?? [];
  if (name !== undefined) {
    const withheld = Object.entries(withholds).find(([, names]) => names.includes(name))?.[0];
    return {
      kind: "import",
      sentence:
        withheld === undefined
          ? {
              en: `A module that this file imports does not export \`${name}\`. Check the spelling of the import.`,
              zh: `导入的模块里没有 \`${name}\`。请检查 import 的拼写。`,
            }
          : {
              en: `Writing \`${name}\` is your task in this lab, so its copy of ${withheld} does not include it.`,
              zh: `\`${name}\` 正是这个实验要你写的，所以这里的 ${withheld} 不提供它。`,
            },
    };
  }
  return crash(threw, locate, { en: "while loading the file", zh: "在加载文件时" });
}

const fewer: Text = {
  en: "Other tasks had been stopped before, so this one was given less time: fix those first.",
  zh: "前面已有任务被中止，所以这一项分到的时间较少：请先修好那些任务。",
};

/**
 * The time that a task was given, less than its limit if others had been stopped; and the question that was being
 * asked.
 */
export interface Given {
  readonly seconds: number;
  readonly short?: boolean;
  /** How to allow more of it. */
  readonly moreTime: Text;
  readonly question?: Text | undefined;
}

function stopFailure(
  { why, inside }: Extract<Said, { t: "stopped" }>,
  { seconds, short = false, moreTime, question }: Given,
): Failure {
  const advice = short ? fewer : moreTime;
  const asked: Text =
    question === undefined
      ? { en: "", zh: "" }
      : { en: ` (the question: ${question.en})`, zh: `（题目：${question.zh}）` };
  const place: Text =
    inside === ""
      ? { en: "", zh: "" }
      : inside === "import"
        ? { en: " while loading the file", zh: "，当时正在加载文件" }
        : { en: ` inside \`${inside}\``, zh: `，当时正在执行 \`${inside}\`` };
  const where: Text = { en: place.en + asked.en, zh: place.zh + asked.zh };
  if (why === "memory") {
    return {
      kind: "memory",
      sentence: {
        en: `The code used up the memory and was stopped${where.en}. Look for a list that never stops growing, or for a long list that is copied again and again.`,
        zh: `代码耗尽了内存，已被中止${where.zh}。请检查是不是有列表一直在变长，或者反复复制很长的列表。`,
      },
    };
  }
  if (why === "idle") {
    return {
      kind: "stalled",
      sentence: {
        en: `The code waited for something that never happened and was stopped${where.en}. Make sure that every promise is resolved.`,
        zh: `代码一直在等待不会到来的结果，已被中止${where.zh}。请检查每个 Promise 是否都会被 resolve。`,
      },
    };
  }
  if (why === "clock") {
    const clock = patience * seconds;
    return {
      kind: "stopped",
      sentence: {
        en: `The questions of this task took more than ${clock} s of wall-clock time and were stopped${where.en}. Something in the code waits again and again, or the machine is busy with other work. ${advice.en}`,
        zh: `这项任务用时超过 ${clock} 秒，已被中止${where.zh}。可能是代码在反复等待，也可能是机器正忙于别的工作。${advice.zh}`,
      },
    };
  }
  return inside === ""
    ? {
        kind: "stopped",
        sentence: {
          en: `The questions of this task took more than ${seconds} s of computing and were stopped. ${advice.en}`,
          zh: `这项任务的计算超过了 ${seconds} 秒，已被中止。${advice.zh}`,
        },
      }
    : {
        kind: "loop",
        sentence: {
          en: `The code computed for more than ${seconds} s and was stopped${where.en}. Look for a loop that never ends. ${advice.en}`,
          zh: `代码计算超过 ${seconds} 秒，已被中止${where.zh}。请检查是不是有循环没有结束。${advice.zh}`,
        },
      };
}

/** A box that ended before it could be asked: the machine's fault or the lab's, never the learner's. */
export const neverReady = (card: LabCard, output: string): CourseError => {
  const said = inOneLine(output);
  return new CourseError("load-failed", {
    en: `The questions of ${card.id} could not be loaded, so nothing was graded. ${said}`,
    zh: `${card.id} 的评分题目无法加载，因此没有评分。${said}`,
  });
};

/** How V8 ends a process that is out of memory, or in which a list or a string exceeds its limit. */
const fullMemory =
  /out of memory|allocation failed|Fatal JavaScript invalid (?:\w+ )?(?:size|length)|invalid (?:array|table) (?:size|length)|semi.?space|bad_alloc/i;

/** What the engine itself prints when it ends that way: unreadable for a learner. */
const dump = /(?:#\s*# Fatal|<--- Last few GCs|FATAL ERROR:|Fatal JavaScript|terminate called)[^]*$/;

/** What was printed before the engine's final message. */
export const withoutDump = (output: string): string => output.replace(dump, "").trimEnd();

/** Why a box ended in the middle of a task, or while it loaded the learner's file. */
export function endingFailure({ said, output }: Ending, locate: Locate, given: Given): Failure {
  const last = said.findLast(({ t }) => t === "exit" || t === "stalled" || t === "stopped");
  if (last?.t === "exit") {
    return {
      kind: "exit",
      sentence: {
        en: `The code ended the process itself: process.exit(${last.code.slice(0, 20)}). Return or throw instead.`,
        zh: `代码自己结束了进程：process.exit(${last.code.slice(0, 20)})。请改用 return 或 throw。`,
      },
      ...placeOfStack(last.stack, locate),
    };
  }
  if (last?.t === "stalled") return stopFailure({ t: "stopped", why: "idle", inside: "" }, given);
  if (last?.t === "stopped") return stopFailure(last, given);
  if (fullMemory.test(output)) return stopFailure({ t: "stopped", why: "memory", inside: "" }, given);
  return {
    kind: "stopped",
    sentence: {
      en: "The process that ran the code ended without a message. Its output may show why.",
      zh: "运行代码的进程意外终止，没有说明原因。它打印的内容里也许有线索。",
    },
  };
}
