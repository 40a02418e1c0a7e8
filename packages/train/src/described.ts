import { checkForm } from "@downhill/tensor";
import { optimizerGiven } from "./given.ts";

/** @throws KindError unless it names the optimizer that a checkpoint is written with. */
export function checkDescribed(owner: string, described: unknown): void {
  checkForm(owner, "described", described, "record", {
    en: "give { optimizer }, the one that trains.",
    zh: "请给出 { optimizer }，即训练所用的优化器。",
  });
  optimizerGiven(owner, (described as { readonly optimizer?: unknown }).optimizer);
}

/** @throws KindError unless it has the parameters and the optimizer that a checkpoint must match. */
export function checkLike(owner: string, like: unknown): void {
  checkForm(owner, "like", like, "record", {
    en: "give { params, optimizer }, those of the run to continue.",
    zh: "请给出 { params, optimizer }，即要继续的那次运行所用的。",
  });
  checkDescribed(owner, like);
}
