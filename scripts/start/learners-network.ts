import type { Dataset } from "@downhill/data";
import { formatReport, gradeAndRemember } from "@downhill/grader";
import { DeviceError } from "@downhill/tensor";
import { setUp } from "../../labs/00-hello/training.ts";
import { labFolder, root } from "./course.ts";
import { Refusal } from "./refusal.ts";
import { style } from "./voice.ts";

/** The learner's file. Where it cannot be used, the grader explains better than a stack would. */
export async function learnersNetwork(images: Dataset) {
  try {
    return setUp(await import("../../labs/00-hello/src/hello.ts"), images);
  } catch (error) {
    if (error instanceof DeviceError) throw error;
    const verdict = await gradeAndRemember(labFolder, { root });
    const report = (language: "en" | "zh"): string => formatReport(verdict, { ...style, language });
    throw new Refusal({ en: report("en"), zh: report("zh") }, 1);
  }
}
