import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Dataset } from "@downhill/data";
import { formatReport, grade, layOut, readLab } from "@downhill/grader";
import { DeviceError } from "@downhill/tensor";
import { type HelloModule, setUp } from "../../labs/00-hello/training.ts";
import { labFolder, root } from "./course.ts";
import { Refusal } from "./refusal.ts";
import { style } from "./voice.ts";

/** The learner's file, created if missing. If it cannot be used, the grader explains it better than a stack trace. */
export async function learnersNetwork(images: Dataset) {
  const card = await readLab(labFolder);
  layOut(card);
  try {
    const { href } = pathToFileURL(path.join(labFolder, "src", card.file));
    return setUp((await import(href)) as HelloModule, images);
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const verdict = await grade(labFolder, { root });
    const report = (language: "en" | "zh"): string => formatReport(verdict, { ...style, language });
    throw new Refusal({ en: report("en"), zh: report("zh") }, 1);
  }
}
