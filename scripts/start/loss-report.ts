import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { curveOf, curveSvg, type Point } from "@downhill/train";
import { terminalCurve } from "@downhill/train/terminal";
import { curveFile, shown } from "./course.ts";
import { say } from "./voice.ts";

/** The result of a run. */
export interface Outcome {
  readonly step: number;
  readonly history: readonly Point[];
  /** The share of unseen images classified correctly, and their number. */
  readonly accuracy: number;
  readonly unseen: number;
  readonly seconds: number;
}

/** The loss as a curve, in the terminal and as a picture file, and the accuracy on unseen images. */
export function lossReport({ step, history, accuracy, unseen, seconds }: Outcome): string {
  const loss = curveOf(history);
  const axis = say({ en: "step", zh: "步" });
  const [from, to] = [loss[0]?.[1].toFixed(2) ?? "?", loss.at(-1)?.[1].toFixed(2) ?? "?"];
  const picture = curveSvg(
    { loss },
    {
      title: say({ en: "Training loss, Fashion-MNIST", zh: "Fashion-MNIST 上的训练损失" }),
      description: say({
        en: `The loss falls from ${from} to ${to} in ${step} steps.`,
        zh: `损失在 ${step} 步内从 ${from} 降到 ${to}。`,
      }),
      x: axis,
      y: say({ en: "loss", zh: "损失" }),
    },
  );
  mkdirSync(path.dirname(curveFile), { recursive: true });
  writeFileSync(curveFile, picture);

  const [count, share] = [unseen.toLocaleString("en-US"), `${(100 * accuracy).toFixed(1)} %`];
  const [time, file] = [seconds.toFixed(1), shown(curveFile)];
  return [
    `\n${say({ en: "The loss, step by step", zh: "损失随步数的变化" })}`,
    terminalCurve(loss, { x: axis }),
    "",
    say({
      en: `Accuracy on ${count} images it has never seen: ${share} (trained in ${time} s; guessing gets 10 %)\nThe same curve as a picture: ${file}`,
      zh: `在 ${count} 张没见过的图片上的准确率：${share}（训练用时 ${time} 秒；瞎猜是 10%）\n同一条曲线的图片：${file}`,
    }),
  ].join("\n");
}
