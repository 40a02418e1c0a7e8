import { Command, CommanderError, InvalidArgumentError } from "commander";
import { closest, distance } from "fastest-levenshtein";
import {
  diagnose,
  type ExitCode,
  hint,
  list,
  reset,
  solution,
  test,
  type TestOptions,
  watch,
} from "./commands.ts";
import { CourseError } from "./lab/course-error.ts";
import type { Text } from "./lab.ts";
import { type Output, processOutput } from "./output.ts";

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("");
  return value;
};

const secondsOption = (seconds: string): number => positive(seconds) * 1000;

/** Builds the command in the output's language; each action hands its exit code to `end`. */
function program(out: Output, end: (code: Promise<ExitCode>) => Promise<void>): Command {
  const say = (en: string, zh: string): string => out.say({ en, zh });
  const lab = say(
    "a lab's number or name; else the current folder's",
    "实验的编号或名称；不写则取当前文件夹所在的实验",
  );
  const limit = [
    "--timeout <seconds>",
    say("stop code that runs longer", "代码运行超过这么多秒就中止"),
    secondsOption,
    10_000,
  ] as const;
  const device = [
    "--device <name>",
    say(
      "compute on this device, as DOWNHILL_DEVICE does; doctor lists them",
      "用指定的设备计算，等同于设置 DOWNHILL_DEVICE；可选设备见 doctor",
    ),
  ] as const;
  const command = new Command("downhill")
    .description(
      say(
        "Build the stack that trains large models, one graded lab at a time.",
        "一个个带评分的实验，亲手搭起训练大模型的全套工具。",
      ),
    )
    .option("--lang <language>", say("en or zh", "en 或 zh"))
    .helpOption("-h, --help", say("show this help", "显示帮助"))
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => out.write(text.trimEnd()) });
  const sub = (name: string, en: string, zh: string): Command =>
    command
      .command(name)
      .description(say(en, zh))
      .option("--lang <language>", say("en or zh", "en 或 zh"))
      .helpOption("-h, --help", say("show this help", "显示帮助"));

  sub("list", "the course map, your progress and the next command", "课程地图、学习进度和下一步命令")
    .option("--json", say("print JSON", "输出 JSON"))
    .action((options: { json?: boolean }) => end(list(out, options)));
  sub("test", "grade a lab", "给实验评分")
    .argument("[lab]", lab)
    .option("--json", say("print the verdict as JSON", "以 JSON 输出评分结果"))
    .option(
      "--junit <file>",
      say("write JUnit XML to a file, or - for standard output", "把 JUnit XML 写入文件，- 表示标准输出"),
    )
    .option(...device)
    .option(...limit)
    .action((asked: string | undefined, options: TestOptions) => end(test(out, asked, options)));
  sub("watch", "grade a lab on every save", "每次保存后自动评分")
    .argument("[lab]", lab)
    .option(
      "--poll [milliseconds]",
      say("look for changes at intervals, for network drives", "定时检查文件变化，适合网络磁盘"),
      positive,
    )
    .option(...device)
    .option(...limit)
    .action(
      (
        asked: string | undefined,
        { poll, ...options }: { poll?: number | true; device?: string; timeout: number },
      ) =>
        end(
          watch(out, asked, {
            ...options,
            ...(poll === undefined ? {} : { poll: poll === true ? 300 : poll }),
          }),
        ),
    );
  sub("hint", "the next hint for a task", "查看任务的下一条提示")
    .argument("[lab]", lab)
    .argument(
      "[task]",
      say("a task's id; else the first unfinished", "任务的 id；不写则取第一个未完成的任务"),
    )
    .option("--level <n>", say("1, 2 or 3", "1、2 或 3"), positive)
    .action((asked: string | undefined, task: string | undefined, options: { level?: number }) =>
      end(hint(out, asked, task, options)),
    );
  sub("solution", "the solution of a lab that you passed", "查看已通过实验的答案")
    .argument("[lab]", lab)
    .option("--give-up", say("show it without having passed; this is noted", "未通过也要看，会留下记录"))
    .action((asked: string | undefined, options: { giveUp?: boolean }) => end(solution(out, asked, options)));
  sub("reset", "bring a lab's starter back; your file is kept", "恢复实验的起始代码，原文件会备份")
    .argument("[lab]", lab)
    .action((asked: string | undefined) => end(reset(out, asked)));
  sub("doctor", "check this machine", "检查运行环境")
    .option(...device)
    .option("--json", say("print JSON", "输出 JSON"))
    .action((options: { device?: string; json?: boolean }) => end(diagnose(out, options)));
  return command;
}

const near = (word: string, choices: readonly string[]): string | undefined => {
  const best = closest(word, choices);
  return distance(word, best) <= Math.max(2, word.length / 2) ? best : undefined;
};

/** A usage error in a sentence of both languages; commander's own words are English only. */
function usageError(error: CommanderError, args: readonly string[], commands: readonly string[]): Text {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const help = {
    en: "`npx downhill --help` shows what there is.",
    zh: "用 `npx downhill --help` 查看用法。",
  };
  switch (error.code) {
    case "commander.unknownCommand":
    case "commander.excessArguments": {
      const word = quoted === "" ? (args.find((arg) => !arg.startsWith("-")) ?? "") : quoted;
      const guess = near(word, commands);
      if (commands.includes(word)) {
        return {
          en: `Too many words after "${word}". ${help.en}`,
          zh: `“${word}” 后面的参数太多了。${help.zh}`,
        };
      }
      return {
        en: `There is no command "${word}".${guess === undefined ? "" : ` Did you mean ${guess}?`} ${help.en}`,
        zh: `没有叫 “${word}” 的命令。${guess === undefined ? "" : `是不是想用 ${guess}？`}${help.zh}`,
      };
    }
    case "commander.unknownOption":
      return { en: `There is no option ${quoted}. ${help.en}`, zh: `没有 ${quoted} 这个选项。${help.zh}` };
    case "commander.optionMissingArgument":
      return {
        en: `The option ${quoted} needs a value. ${help.en}`,
        zh: `选项 ${quoted} 需要一个值。${help.zh}`,
      };
    case "commander.invalidArgument":
      return {
        en: `The option ${quoted} needs a number above 0. ${help.en}`,
        zh: `选项 ${quoted} 需要一个大于 0 的数。${help.zh}`,
      };
    default:
      return { en: `${error.message}. ${help.en}`, zh: `${error.message}。${help.zh}` };
  }
}

const askedLanguage = (args: readonly string[]): string | undefined => {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  return at === -1 ? undefined : (args[at]?.split("=")[1] ?? args[at + 1]);
};

/**
 * The `downhill` command.
 *
 * @param args What stands after the command's name.
 * @param output Makes the output from the language asked for; this process's own unless told.
 * @returns 0 when all points are there, 1 when not, 2 when the command was not understood.
 */
export async function main(args: readonly string[], output = processOutput): Promise<0 | 1 | 2> {
  const asked = askedLanguage(args);
  const out = output(asked);
  let code: 0 | 1 | 2 = 0;
  const command = program(out, async (ending) => {
    code = await ending;
  });
  try {
    if (asked !== undefined && asked !== "en" && asked !== "zh") {
      throw new CourseError({
        en: `--lang is en or zh, not "${asked}".`,
        zh: `--lang 只能是 en 或 zh，不能是 “${asked}”。`,
      });
    }
    if (args.length === 0) command.outputHelp();
    else await command.parseAsync(args, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      out.complain(
        out.say(
          usageError(
            error,
            args,
            command.commands.map((each) => each.name()),
          ),
        ),
      );
      return 2;
    }
    if (error instanceof CourseError) {
      out.complain(out.say(error.text));
      return 2;
    }
    throw error;
  }
}
