import { Command } from "commander";
import { backup } from "./backup.ts";
import { count, positive } from "./cli-options.ts";
import { diagnose } from "./doctor.ts";
import type { Text } from "../lab/text.ts";
import type { ExitCode } from "./exit-code.ts";
import { grade, type GradeOptions } from "./grade.ts";
import { helpIn, usageOf } from "./help.ts";
import { hint } from "./hint.ts";
import { list } from "./list.ts";
import { mine } from "./mine.ts";
import { newLab } from "./new-lab.ts";
import { next } from "./next.ts";
import { open } from "./open.ts";
import type { Output } from "./output.ts";
import { reset } from "./reset.ts";
import { run } from "./run.ts";
import { solution } from "./solution.ts";
import { test, type TestOptions } from "./test.ts";
import { update } from "./update.ts";
import { watch, type WatchCommandOptions } from "./watch.ts";

type Asked = string | undefined;
type Say = (text: Text) => string;
type End = (code: Promise<ExitCode>) => Promise<void>;

/** Arguments and options that several commands take. */
function sharedOptions(say: Say) {
  const labArgument = [
    "[lab]",
    say({
      en: "a lab's number or name (default: the lab of the current folder)",
      zh: "实验的编号或名称；不写则取当前文件夹所在的实验",
    }),
  ] as const;
  const limit = [
    "--timeout <seconds>",
    say({
      en: "seconds of computing allowed per task (default: set by the lab, usually 5)",
      zh: "每项任务最多计算多少秒；不写则按实验的规定，一般是 5 秒",
    }),
    positive,
  ] as const;
  const device = [
    "--device <name>",
    say({
      en: "compute on this device, like DOWNHILL_DEVICE; doctor lists the devices",
      zh: "用指定的设备计算，等同于设置 DOWNHILL_DEVICE；可选设备见 doctor",
    }),
  ] as const;
  const json = ["--json", say({ en: "print JSON", zh: "输出 JSON" })] as const;
  return { labArgument, limit, device, json };
}

/** What is needed to add the commands. */
interface Adding extends ReturnType<typeof sharedOptions> {
  readonly out: Output;
  readonly end: End;
  readonly say: Say;
  readonly sub: (name: string, about: Text) => Command;
}

/** Builds the command in the output's language; each action passes its exit code to `end`. */
export function program(out: Output, end: End): Command {
  const { language } = out.style;
  const say: Say = (text) => out.say(text);
  const prepared = (command: Command): Command =>
    command
      .option("--lang <language>", say({ en: "en or zh", zh: "en 或 zh" }))
      .helpOption("-h, --help", say({ en: "show this help", zh: "显示帮助" }))
      .configureHelp(helpIn(language));
  const main = prepared(new Command("downhill"))
    .description(
      say({
        en: "Build the stack that trains large models, one graded lab at a time.",
        zh: "在逐项评分的实验里，亲手写出训练大模型的全套代码。",
      }),
    )
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => out.write(text.trimEnd()) });
  const sub: Adding["sub"] = (name, about) => prepared(main.command(name)).description(say(about));

  const adding: Adding = { out, end, say, sub, ...sharedOptions(say) };
  addLearning(adding);
  addDesk(adding);
  addMachine(adding);
  addCourse(adding);
  for (const command of [main, ...main.commands]) command.usage(usageOf(command, language));
  return main;
}

/** Commands for learning: the map, verdicts, hints, solutions. */
function addLearning({ out, end, say, sub, labArgument, limit, device, json }: Adding): void {
  sub("list", {
    en: "the course map, your progress and the next command",
    zh: "课程地图、学习进度和下一步该用的命令",
  })
    .option(...json)
    .action((options: { json?: boolean }) => end(list(out, options)));
  sub("next", {
    en: "the next task, its lesson and its command",
    zh: "接下来的任务、它的讲义和命令",
  })
    .option(...json)
    .action((options: { json?: boolean }) => end(next(out, options)));
  sub("open", {
    en: "open your file in $VISUAL or VS Code",
    zh: "用 $VISUAL 或 VS Code 打开你的文件",
  })
    .argument(...labArgument)
    .action((asked: Asked) => end(open(out, asked)));
  sub("run", {
    en: "run a program of yours with the course's packages",
    zh: "运行自己写的程序，可以使用课程的各个包",
  })
    .argument(
      "<file>",
      say({ en: "the program, TypeScript or JavaScript", zh: "程序文件，TypeScript 或 JavaScript" }),
    )
    .argument("[words...]", say({ en: "what the program is given", zh: "传给程序的参数" }))
    .allowUnknownOption()
    .action((file: string, words: readonly string[]) => end(run(out, file, words)));
  sub("mine", {
    en: "train a network with the parts that you have written",
    zh: "用自己写好的各个部件训练网络",
  })
    .argument(
      "[lab]",
      say({
        en: "the lab whose training runs (default: the last that has one)",
        zh: "运行哪个实验的训练；不写则取最后一个有训练的实验",
      }),
    )
    .argument("[words...]", say({ en: "what the training is given", zh: "传给训练程序的参数" }))
    .action((asked: Asked, words: readonly string[]) => end(mine(out, asked, words)));
  sub("test", { en: "grade a lab", zh: "给实验评分" })
    .argument(...labArgument)
    .option(...json)
    .option(
      "--junit <file>",
      say({
        en: "write JUnit XML to a file, or - for standard output",
        zh: "把 JUnit XML 写入文件，- 表示标准输出",
      }),
    )
    .option(...device)
    .option(...limit)
    .action((asked: Asked, options: TestOptions) => end(test(out, asked, options)));
  sub("watch", { en: "grade a lab on every save", zh: "每次保存后自动评分" })
    .argument(...labArgument)
    .option(
      "--poll [milliseconds]",
      say({ en: "look for changes at intervals, for network drives", zh: "定时检查文件变化，适合网络磁盘" }),
      positive,
    )
    .option(...device)
    .option(...limit)
    .action((asked: Asked, options: WatchCommandOptions) => end(watch(out, asked, options)));
  sub("hint", { en: "the next hint for a task", zh: "查看任务的下一条提示" })
    .argument(...labArgument)
    .argument(
      "[task]",
      say({
        en: "a task's id (default: the first unfinished task)",
        zh: "任务的 id；不写则取第一个未完成的任务",
      }),
    )
    .option("--level <n>", say({ en: "1, 2 or 3", zh: "1、2 或 3" }), positive)
    .action((asked: Asked, task: Asked, options: { level?: number }) => end(hint(out, asked, task, options)));
  sub("solution", { en: "the solution of a lab that you passed", zh: "查看已通过实验的参考答案" })
    .argument(...labArgument)
    .option(
      "--give-up",
      say({ en: "show it without having passed; this is recorded", zh: "尚未通过也要看；会留下记录" }),
    )
    .action((asked: Asked, options: { giveUp?: boolean }) => end(solution(out, asked, options)));
}

/** Commands for the learner's files. */
function addDesk({ out, end, say, sub, labArgument }: Adding): void {
  sub("reset", {
    en: "restore a lab's starter; your files are saved first",
    zh: "恢复实验的起始代码，你的文件会另存一份",
  })
    .argument(...labArgument)
    .option("--all", say({ en: "every lab of the course", zh: "课程的所有实验" }))
    .action((asked: Asked, options: { all?: boolean }) => end(reset(out, asked, options)));
  sub("update", { en: "what a newer course changed in a starter", zh: "查看新版课程对起始代码的改动" })
    .argument(...labArgument)
    .option("--write", say({ en: "merge it into your file", zh: "把改动合并到你的文件里" }))
    .action((asked: Asked, options: { write?: boolean }) => end(update(out, asked, options)));
  sub("backup", { en: "all your work and progress in one file", zh: "把全部代码和进度备份成一个文件" })
    .argument(
      "[file]",
      say({
        en: "where to write it (default: a folder of yours outside the course)",
        zh: "写到哪里；不写则放在课程之外的用户文件夹",
      }),
    )
    .option("--restore <file>", say({ en: "restore from a backup file", zh: "从备份文件恢复" }))
    .action((asked: Asked, options: { restore?: string }) => end(backup(out, asked, options)));
}

function addMachine({ out, end, sub, device, json }: Adding): void {
  sub("doctor", { en: "check this machine", zh: "检查运行环境" })
    .option(...device)
    .option(...json)
    .action((options: { device?: string; json?: boolean }) => end(diagnose(out, options)));
}

/** Commands for teachers and authors. */
function addCourse({ out, end, say, sub, limit, json }: Adding): void {
  sub("grade", {
    en: "grade any files of a lab without changing your progress",
    zh: "给任意文件评分，不影响学习进度",
  })
    .argument("<lab>", say({ en: "a lab's number or name", zh: "实验的编号或名称" }))
    .argument("<files...>", say({ en: "the files", zh: "要评分的文件" }))
    .option(...json)
    .option(
      "--jobs <n>",
      say({ en: "how many at once; default: one per core", zh: "同时评几个；不写则每个核一个" }),
      count,
    )
    .option(
      "--seed <n>",
      say({ en: "the seed of the draws; default: a fresh one", zh: "随机种子；不写则每次不同" }),
      count,
    )
    .option(...limit)
    .action((asked: string, files: readonly string[], options: GradeOptions) =>
      end(grade(out, asked, files, options)),
    );
  sub("new-lab", { en: "begin a new lab of the course", zh: "为课程新建一个实验" })
    .argument("<name>", say({ en: "its number and name: 27-momentum", zh: "编号和名称，例如 27-momentum" }))
    .action((name: string) => end(newLab(out, name)));
}
