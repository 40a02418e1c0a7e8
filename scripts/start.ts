import { mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fashionMnist } from "@downhill/data";
import {
  courseMap,
  formatCourseMap,
  formatReport,
  gradeAndRemember,
  languageOf,
  type ReportStyle,
  type Text,
  wantsColor,
} from "@downhill/grader";
import { chooseDevice, type DeviceChoice, DeviceError, deviceNames, useBackend } from "@downhill/tensor";
import { curveOf, curveSvg, evaluate, loadCheckpoint, train } from "@downhill/train";
import { progressBar, terminalCurve } from "@downhill/train/terminal";
import { Command, CommanderError } from "commander";
import { setUp } from "../labs/00-hello/training.ts";

/*
 * `npm start`: trains lab 00's network on real images, draws the loss, grades the lab, and shows the way on.
 */
const root = path.resolve(import.meta.dirname, "..");
const labFolder = path.join(root, "labs", "00-hello");
const checkpointFile = path.join(root, ".downhill", "start.safetensors");
const curveFile = path.join(root, "out", "loss.svg");

interface Asked {
  readonly device?: string;
  readonly steps?: number;
  readonly resume?: boolean;
}

/** Something the person can put right; the sentence says how. */
class Refusal extends Error {
  readonly text: Text;
  readonly exitCode: number;
  constructor(text: Text, exitCode: number) {
    super(text.en);
    this.text = text;
    this.exitCode = exitCode;
  }
}

const args = process.argv.slice(2);
const langAt = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
const lang = langAt === -1 ? undefined : (args[langAt]!.split("=")[1] ?? args[langAt + 1]);
const language = languageOf(process.env, lang);
const style: ReportStyle = { language, color: wantsColor(process.env, process.stdout.isTTY) };
const say = (en: string, zh: string): string => ({ en, zh })[language];
const print = (line = ""): void => void process.stdout.write(`${line}\n`);
const shown = (file: string): string => path.relative(root, file).replaceAll("\\", "/");
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function parse(): Asked | null {
  const command = new Command("npm start --")
    .description(say("Train lab 00's network and show the course.", "训练实验 00 的网络，并展示课程地图。"))
    .option(
      "--device <name>",
      say(
        `one of ${deviceNames.join(", ")}; else DOWNHILL_DEVICE, else auto`,
        `可选 ${deviceNames.join("、")}；不写则取环境变量 DOWNHILL_DEVICE，再没有就是 auto`,
      ),
    )
    .option("--steps <n>", say("train for n steps", "训练 n 步"))
    .option("--resume", say("go on from the last checkpoint", "从上次的检查点继续"))
    .option("--lang <language>", say("en or zh", "en 或 zh"))
    .helpOption("-h, --help", say("show this help", "显示帮助"))
    .showSuggestionAfterError(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: (text) => print(text.trimEnd()) });
  try {
    command.parse(args, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    const words = /'([^']*)'/.exec(error.message)?.[1] ?? args.join(" ");
    if (error.code === "commander.optionMissingArgument") {
      throw new Refusal({ en: `${words} needs a value.`, zh: `${words} 后面还缺一个值。` }, 2);
    }
    throw new Refusal(
      {
        en: `"${words}" is not understood here; npm start -- --help shows what there is.`,
        zh: `无法识别 “${words}”；用 npm start -- --help 查看用法。`,
      },
      2,
    );
  }
  const { steps, ...rest } = command.opts<{ device?: string; steps?: string; resume?: boolean }>();
  if (lang !== undefined && lang !== "en" && lang !== "zh") {
    throw new Refusal(
      { en: `--lang is en or zh, not "${lang}".`, zh: `--lang 只能是 en 或 zh，不能是 “${lang}”。` },
      2,
    );
  }
  if (rest.device !== undefined && !deviceNames.includes(rest.device)) {
    throw new Refusal(
      {
        en: `There is no device "${rest.device}"; the devices are ${deviceNames.join(", ")}.`,
        zh: `没有叫 “${rest.device}” 的设备；可用的设备有 ${deviceNames.join("、")}。`,
      },
      2,
    );
  }
  if (steps === undefined) return rest;
  const count = Number(steps);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new Refusal(
      {
        en: `--steps is ${steps}; give a whole number from 1 on, such as 500.`,
        zh: `--steps 是 ${steps}；应为不小于 1 的整数，例如 500。`,
      },
      2,
    );
  }
  return { ...rest, steps: count };
}

/** The learner's file. Where it cannot be used, the grader explains better than a stack would. */
async function learnersNetwork(images: Parameters<typeof setUp>[1]) {
  try {
    return setUp(await import("../labs/00-hello/src/hello.ts"), images);
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const verdict = await gradeAndRemember(labFolder, { root });
    throw new Refusal({ en: formatReport(verdict, style), zh: formatReport(verdict, style) }, 1);
  }
}

/** Watches that every step from the tenth on begins with as many tensors as the tenth did. */
function tensorCount(live: () => number, first: number) {
  let tenth: number | undefined;
  let last = { step: first, held: live() };
  return {
    look(step: number): void {
      last = { step, held: live() };
      if (step < first + 10) return;
      tenth ??= last.held;
      if (last.held !== tenth) {
        throw new Refusal(
          {
            en: `Tensors held went from ${tenth} at step ${first + 10} to ${last.held} at step ${step}; the step must free all that it makes.`,
            zh: `持有的张量从第 ${first + 10} 步的 ${tenth} 个变成了第 ${step} 步的 ${last.held} 个；每一步都必须释放它产生的全部张量。`,
          },
          1,
        );
      }
    },
    sentence: (): string =>
      tenth === undefined
        ? say(`tensors held: ${last.held}`, `持有张量：${last.held} 个`)
        : say(
            `tensors held: ${tenth} at step ${first + 10}, ${last.held} at the end`,
            `持有张量：第 ${first + 10} 步 ${tenth} 个，结束时 ${last.held} 个`,
          ),
  };
}

/** When a file was written; 0 before it was. */
const written = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The device in a line of the terminal's; the doctor has the reasons. */
function deviceLines({ brief, passedOver, tier }: DeviceChoice): string {
  const why = passedOver.length > 0 ? ["why: npx downhill doctor", "原因见 npx downhill doctor"] : undefined;
  const line = say(
    `Device: ${brief.en}${why === undefined ? "" : ` (${why[0]!})`}`,
    `设备：${brief.zh}${why === undefined ? "" : `（${why[1]!}）`}`,
  );
  if (tier !== "software") return line;
  const slow = say(
    "Software imitates the GPU here, some 60 times slower than --device wasm.\nIt computes the same, so a few steps show all there is: --steps 20",
    "这里的 GPU 由软件模拟，比 --device wasm 慢 60 倍左右。\n计算结果相同，训练几步即可看到全貌：--steps 20",
  );
  return `${line}\n${slow}`;
}

/** The command that goes on, or begins anew, as asked. */
function again(resume: boolean, { steps }: Asked, device?: string): string {
  const parts = [
    ...(resume ? ["--resume"] : []),
    ...(device === undefined ? [] : ["--device", device]),
    ...(steps === undefined ? [] : ["--steps", steps]),
  ];
  return `npm start -- ${parts.join(" ")}`;
}

/** A device that was lost in the middle of a run, and the command that goes on from what was kept. */
function lostMeanwhile({ message, zh }: DeviceError, kept: boolean, asked: Asked): Refusal {
  const command = again(kept, asked, "wasm");
  return new Refusal(
    kept
      ? {
          en: `\n${message}\nWhat was trained is kept in ${shown(checkpointFile)}. To go on: ${command}`,
          zh: `\n${zh}\n进度保存在 ${shown(checkpointFile)}。继续训练：${command}`,
        }
      : {
          en: `\n${message}\nNo checkpoint was written yet. To begin anew: ${command}`,
          zh: `\n${zh}\n还没有写过检查点。重新开始：${command}`,
        },
    1,
  );
}

/** Opens the device; a name that is none, from wherever it came, is a mistake in the asking. */
async function chosenDevice(name: string | undefined): Promise<DeviceChoice> {
  const choice = chooseDevice(name);
  if (name !== undefined || deviceNames.includes(process.env["DOWNHILL_DEVICE"] ?? "auto")) return choice;
  return choice.catch((error: DeviceError) => {
    throw new Refusal({ en: `${error.message}.`, zh: `${error.zh}。` }, 2);
  });
}

async function main(): Promise<number> {
  const asked = parse();
  if (asked === null) return 0;
  const device = await chosenDevice(asked.device);
  const { backend } = device;
  useBackend(backend);
  print(deviceLines(device));

  const [images, unseen] = await Promise.all([
    fashionMnist({ split: "train" }),
    fashionMnist({ split: "test" }),
  ]);
  const { predict, ...network } = await learnersNetwork(images);
  const steps = asked.steps ?? network.steps;
  const begun = asked.resume === true ? await loadCheckpoint(checkpointFile, network) : undefined;
  const count = images.size.toLocaleString("en-US");
  print(
    say(
      `Training ${network.about.model} with ${network.optimizer.name} on ${count} images of Fashion-MNIST, ${steps} steps`,
      `用 ${network.optimizer.name} 在 ${count} 张 Fashion-MNIST 图片上训练 ${network.about.model}，共 ${steps} 步`,
    ),
  );
  if (begun !== undefined) {
    print(
      begun.step < steps
        ? say(`Going on after step ${begun.step}`, `从第 ${begun.step} 步之后继续`)
        : say(`It has already taken ${begun.step} steps`, `它已经训练了 ${begun.step} 步`),
    );
  }

  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort()).once("SIGTERM", () => controller.abort());
  const tensors = tensorCount(() => backend.live(), begun?.step ?? 0);
  const [start, begin] = [performance.now(), written(checkpointFile)];
  using bar = progressBar({ stream: process.stdout, language });
  const run = await train({
    ...network,
    ...begun,
    steps,
    batchAt(step) {
      tensors.look(step);
      return network.batchAt(step);
    },
    observe: [bar],
    checkpoint: { path: checkpointFile, every: device.tier === "hardware" ? 200 : 10 },
    signal: controller.signal,
  }).catch((error: unknown) => {
    bar[Symbol.dispose]();
    throw error instanceof DeviceError ? lostMeanwhile(error, written(checkpointFile) > begin, asked) : error;
  });
  bar[Symbol.dispose]();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (!run.finished) {
    const [at, file] = [run.step, shown(checkpointFile)];
    print(
      say(
        `\nStopped after step ${at} of ${steps}; all of it is kept in ${file}. To go on: ${again(true, asked, asked.device)}`,
        `\n已在第 ${at} 步（共 ${steps} 步）后停下，进度保存在 ${file}。继续训练：${again(true, asked, asked.device)}`,
      ),
    );
    return 130;
  }

  const accuracy = percent(await evaluate((x) => predict(run.params, x), unseen));
  const unseenCount = unseen.size.toLocaleString("en-US");
  const loss = curveOf(run.history);
  const [from, to] = [loss[0]?.[1].toFixed(2) ?? "?", loss.at(-1)?.[1].toFixed(2) ?? "?"];
  print(`\n${say("The loss, step by step", "损失随步数的变化")}`);
  print(terminalCurve(loss, { x: say("step", "步") }));
  const svg = curveSvg(
    { loss },
    {
      title: say("Training loss, Fashion-MNIST", "Fashion-MNIST 上的训练损失"),
      description: say(
        `The loss falls from ${from} to ${to} in ${run.step} steps.`,
        `损失在 ${run.step} 步内从 ${from} 降到 ${to}。`,
      ),
      x: say("step", "步"),
      y: say("loss", "损失"),
    },
  );
  mkdirSync(path.dirname(curveFile), { recursive: true });
  writeFileSync(curveFile, svg);
  print(
    say(
      `\nAccuracy on ${unseenCount} images it has never seen: ${accuracy} (trained in ${seconds} s; guessing names 10 %)\nThe same curve as a picture: ${shown(curveFile)}`,
      `\n在 ${unseenCount} 张没见过的图片上的准确率：${accuracy}（训练用时 ${seconds} 秒；瞎猜是 10 %）\n同一条曲线的图片：${shown(curveFile)}`,
    ),
  );

  const verdict = await gradeAndRemember(labFolder, { root });
  print(
    verdict.passed
      ? say(
          `\n✓ Lab 00, which comes solved: ${verdict.points} of ${verdict.of} points\n`,
          `\n✓ 实验 00（一开始就已完成）：得分 ${verdict.points} / ${verdict.of}\n`,
        )
      : `\n${formatReport(verdict, style)}\n`,
  );
  print(formatCourseMap(await courseMap(root), style));
  print(`\n${tensors.sentence()}`);
  return 0;
}

// The reader of a pipe (`npm start | head`) may leave before the end.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const zh: unknown = (error as { zh?: unknown }).zh;
  const sentence =
    error instanceof Refusal
      ? error.text[language]
      : language === "zh" && typeof zh === "string"
        ? zh
        : error.message;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = error instanceof Refusal ? error.exitCode : 1;
}
