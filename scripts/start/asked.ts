import { deviceNames, meantAmong } from "@downhill/tensor";
import { Command, CommanderError } from "commander";
import { misasked } from "./refusal.ts";
import { languageAsked, print, say } from "./voice.ts";

/** The command-line options. */
export interface Asked {
  readonly device?: string;
  readonly steps?: number;
  /** Continues from the last checkpoint, or from the named one. */
  readonly resume?: true | string;
}

const described = (): Command =>
  new Command("npm start --")
    .description(
      say({ en: "Train lab 00's network and show the course.", zh: "训练实验 00 的网络，并展示课程地图。" }),
    )
    .option(
      "--device <name>",
      say({
        en: `one of ${deviceNames.join(", ")}; by default DOWNHILL_DEVICE, or auto`,
        zh: `可选 ${deviceNames.join("、")}；不写则取环境变量 DOWNHILL_DEVICE，再没有就是 auto`,
      }),
    )
    .option("--steps <n>", say({ en: "train for n steps", zh: "训练 n 步" }))
    .option(
      "--resume [checkpoint]",
      say({
        en: "continue from the last checkpoint, or from a saved one",
        zh: "从上次的检查点继续，或从保留下来的某个检查点继续",
      }),
    )
    .option("--lang <language>", say({ en: "en or zh", zh: "en 或 zh" }))
    .helpOption("-h, --help", say({ en: "show this help", zh: "显示帮助" }))
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => print(text.trimEnd()) });

/**
 * The requested options, or null if help was requested, which is then printed.
 *
 * @throws Refusal if an option is not understood.
 */
export function askedBy(args: readonly string[]): Asked | null {
  const command = described();
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    throw notUnderstood(error, args);
  }
  const { device, steps, resume } = command.opts<{
    device?: string;
    steps?: string;
    resume?: true | string;
  }>();
  checkLanguage(languageAsked(args));
  if (device !== undefined) checkDevice(device);
  return {
    ...(device === undefined ? {} : { device }),
    ...(steps === undefined ? {} : { steps: stepsIn(steps) }),
    ...(resume === undefined ? {} : { resume }),
  };
}

function notUnderstood({ code, message }: CommanderError, args: readonly string[]): Error {
  const words = /'([^']*)'/.exec(message)?.[1] ?? args.join(" ");
  return code === "commander.optionMissingArgument"
    ? misasked({ en: `${words} needs a value.`, zh: `${words} 后面还缺一个值。` })
    : misasked({
        en: `"${words}" is not understood here; npm start -- --help lists the options.`,
        zh: `无法识别 “${words}”；用 npm start -- --help 查看用法。`,
      });
}

function checkLanguage(language: string | undefined): void {
  if (language === undefined || language === "en" || language === "zh") return;
  throw misasked({
    en: `--lang is en or zh, not "${language}".`,
    zh: `--lang 只能是 en 或 zh，不能是 “${language}”。`,
  });
}

function checkDevice(name: string): void {
  if (deviceNames.includes(name)) return;
  const { en, zh } = meantAmong(name, deviceNames);
  throw misasked({
    en: `There is no device "${name}"; ${en}.`,
    zh: `没有叫 “${name}” 的设备；${zh}。`,
  });
}

function stepsIn(text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw misasked({
    en: `--steps is ${text}; it must be a whole number of at least 1, such as 500.`,
    zh: `--steps 是 ${text}；应为不小于 1 的整数，例如 500。`,
  });
}
