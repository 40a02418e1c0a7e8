import { statSync } from "node:fs";
import type { Text } from "@downhill/grader";
import type { DeviceError } from "@downhill/tensor";
import type { Asked } from "./asked.ts";
import { checkpointFile, shown } from "./course.ts";
import { Refusal } from "./refusal.ts";

/** When the checkpoint was written, or 0. */
export const checkpointTime = (): number => statSync(checkpointFile, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** The command that continues, or starts again, with the same options. */
export function commandAgain(resume: boolean, { device, steps }: Asked): string {
  const parts = [
    ...(resume ? ["--resume"] : []),
    ...(device === undefined ? [] : ["--device", device]),
    ...(steps === undefined ? [] : ["--steps", steps]),
  ];
  return `npm start -- ${parts.join(" ")}`;
}

/** Where a resumed run begins. */
export const goingOn = (step: number, steps: number): Text =>
  step < steps
    ? { en: `Continuing after step ${step}`, zh: `从第 ${step} 步之后继续` }
    : { en: `It has already taken ${step} steps`, zh: `它已经训练了 ${step} 步` };

/** Where it was stopped, and the command that continues. */
export function stopped(step: number, steps: number, asked: Asked): Text {
  const [file, command] = [shown(checkpointFile), commandAgain(true, asked)];
  return {
    en: `\nStopped after step ${step} of ${steps}; everything is saved in ${file}. To continue: ${command}`,
    zh: `\n已在第 ${step} 步（共 ${steps} 步）后停下，进度保存在 ${file}。继续训练：${command}`,
  };
}

/** A device that was lost during a run, and the command that continues from the checkpoint. */
export function lostMeanwhile({ message, zh }: DeviceError, kept: boolean, asked: Asked): Refusal {
  const command = commandAgain(kept, { ...asked, device: "wasm" });
  return new Refusal(
    kept
      ? {
          en: `\n${message}\nThe training so far is saved in ${shown(checkpointFile)}. To continue: ${command}`,
          zh: `\n${zh}\n进度保存在 ${shown(checkpointFile)}。继续训练：${command}`,
        }
      : {
          en: `\n${message}\nNo checkpoint was written yet. To start again: ${command}`,
          zh: `\n${zh}\n还没有写过检查点。重新开始：${command}`,
        },
    1,
  );
}
