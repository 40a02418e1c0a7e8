import { Command } from "commander";
import { backup } from "./backup.ts";
import { count, positive } from "./cli-options.ts";
import { diagnose } from "./doctor.ts";
import type { ExitCode } from "./exit-code.ts";
import { grade, type GradeOptions } from "./grade.ts";
import { helpIn, usageOf } from "./help.ts";
import { hint } from "./hint.ts";
import { list } from "./list.ts";
import { newLab } from "./new-lab.ts";
import type { Output } from "./output.ts";
import { reset } from "./reset.ts";
import { solution } from "./solution.ts";
import { test, type TestOptions } from "./test.ts";
import { update } from "./update.ts";
import { watch, type WatchCommandOptions } from "./watch.ts";

type Asked = string | undefined;

/** Builds the command in the output's language; each action hands its exit code to `end`. */
export function program(out: Output, end: (code: Promise<ExitCode>) => Promise<void>): Command {
  const { language } = out.style;
  const say = (en: string, zh: string): string => out.say({ en, zh });
  const labArgument = [
    "[lab]",
    say(
      "a lab's number or name (default: the lab of the current folder)",
      "实验的编号或名称；不写则取当前文件夹所在的实验",
    ),
  ] as const;
  const limit = [
    "--timeout <seconds>",
    say(
      "seconds of computing allowed per task (default: set by the lab, usually 5)",
      "每项任务最多计算多少秒；不写则按实验的规定，一般是 5 秒",
    ),
    positive,
  ] as const;
  const device = [
    "--device <name>",
    say(
      "compute on this device, like DOWNHILL_DEVICE; doctor lists the devices",
      "用指定的设备计算，等同于设置 DOWNHILL_DEVICE；可选设备见 doctor",
    ),
  ] as const;
  const json = ["--json", say("print JSON", "输出 JSON")] as const;
  const prepared = (command: Command): Command =>
    command
      .option("--lang <language>", say("en or zh", "en 或 zh"))
      .helpOption("-h, --help", say("show this help", "显示帮助"))
      .configureHelp(helpIn(language));
  const main = prepared(new Command("downhill"))
    .description(
      say(
        "Build the stack that trains large models, one graded lab at a time.",
        "在逐项评分的实验里，亲手写出训练大模型的全套代码。",
      ),
    )
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => out.write(text.trimEnd()) });
  const sub = (name: string, en: string, zh: string): Command =>
    prepared(main.command(name)).description(say(en, zh));

  sub("list", "the course map, your progress and the next command", "课程地图、学习进度和下一步该用的命令")
    .option(...json)
    .action((options: { json?: boolean }) => end(list(out, options)));
  sub("test", "grade a lab", "给实验评分")
    .argument(...labArgument)
    .option(...json)
    .option(
      "--junit <file>",
      say("write JUnit XML to a file, or - for standard output", "把 JUnit XML 写入文件，- 表示标准输出"),
    )
    .option(...device)
    .option(...limit)
    .action((asked: Asked, options: TestOptions) => end(test(out, asked, options)));
  sub("watch", "grade a lab on every save", "每次保存后自动评分")
    .argument(...labArgument)
    .option(
      "--poll [milliseconds]",
      say("look for changes at intervals, for network drives", "定时检查文件变化，适合网络磁盘"),
      positive,
    )
    .option(...device)
    .option(...limit)
    .action((asked: Asked, options: WatchCommandOptions) => end(watch(out, asked, options)));
  sub("hint", "the next hint for a task", "查看任务的下一条提示")
    .argument(...labArgument)
    .argument(
      "[task]",
      say("a task's id (default: the first unfinished task)", "任务的 id；不写则取第一个未完成的任务"),
    )
    .option("--level <n>", say("1, 2 or 3", "1、2 或 3"), positive)
    .action((asked: Asked, task: Asked, options: { level?: number }) => end(hint(out, asked, task, options)));
  sub("solution", "the solution of a lab that you passed", "查看已通过实验的参考答案")
    .argument(...labArgument)
    .option("--give-up", say("show it without having passed; this is recorded", "尚未通过也要看；会留下记录"))
    .action((asked: Asked, options: { giveUp?: boolean }) => end(solution(out, asked, options)));
  sub(
    "reset",
    "restore a lab's starter; your files are saved first",
    "恢复实验的起始代码，你的文件会另存一份",
  )
    .argument(...labArgument)
    .action((asked: Asked) => end(reset(out, asked)));
  sub("update", "what a newer course changed in a starter", "查看新版课程对起始代码的改动")
    .argument(...labArgument)
    .option("--write", say("merge it into your file", "把改动合并到你的文件里"))
    .action((asked: Asked, options: { write?: boolean }) => end(update(out, asked, options)));
  sub("backup", "all your work and progress in one file", "把全部代码和进度备份成一个文件")
    .argument(
      "[file]",
      say(
        "where to write it (default: a folder of yours outside the course)",
        "写到哪里；不写则放在课程之外的用户文件夹",
      ),
    )
    .option("--restore <file>", say("restore from a backup file", "从备份文件恢复"))
    .action((asked: Asked, options: { restore?: string }) => end(backup(out, asked, options)));
  sub("doctor", "check this machine", "检查运行环境")
    .option(...device)
    .option(...json)
    .action((options: { device?: string; json?: boolean }) => end(diagnose(out, options)));
  sub("grade", "grade any files of a lab without changing your progress", "给任意文件评分，不影响学习进度")
    .argument("<lab>", say("a lab's number or name", "实验的编号或名称"))
    .argument("<files...>", say("the files", "要评分的文件"))
    .option(...json)
    .option("--jobs <n>", say("how many at once; else one per core", "同时评几个；不写则每个核一个"), count)
    .option("--seed <n>", say("the seed of the draws; else a fresh one", "随机种子；不写则每次不同"), count)
    .option(...limit)
    .action((asked: string, files: readonly string[], options: GradeOptions) =>
      end(grade(out, asked, files, options)),
    );
  sub("new-lab", "begin a new lab of the course", "为课程新建一个实验")
    .argument("<name>", say("its number and name: 27-momentum", "编号和名称，例如 27-momentum"))
    .action((name: string) => end(newLab(out, name)));
  for (const command of [main, ...main.commands]) command.usage(usageOf(command, language));
  return main;
}
