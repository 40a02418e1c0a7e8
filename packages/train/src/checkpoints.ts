import { pathGiven } from "./given.ts";
import { checkOptions } from "@downhill/tensor";
import { CheckpointFolder, type Checkpoints } from "./checkpoint-folder.ts";
import { bestNames, type FolderRule, ruleNames } from "./keep-rule.ts";
import { checkCount } from "./training-error.ts";
import { modeOf } from "./watched.ts";

/**
 * Opens a folder of checkpoints, or creates it. Each checkpoint is a separate file, written completely or not at all; after
 * each, a rule decides which to keep: the last few, and the best by some number. `manifest.json` lists them with step, metrics
 * and SHA-256. The order is always file, manifest, and last the removal of old files, so a kill at any moment loses
 * nothing that was saved. Opening repairs what a killed process left behind: half a file, or one not yet in the manifest.
 *
 * Only one process at a time may write to a folder.
 *
 * @param rule.also steps that are kept regardless of the rule.
 * @throws TrainingError when the rule is invalid or, at a write, when another run has written there since; CheckpointWriteError when the folder cannot be written.
 * @throws CheckpointError when the folder has a different version of this format.
 * @example
 * ```ts
 * import { gradientDescent } from "@downhill/optimizers";
 * import { square, sum, type Tensor, tensor } from "@downhill/tensor";
 * import { checkpoints, train } from "@downhill/train";
 * const to = await checkpoints("out/halving", { last: 2 });
 * const options = {
 *   params: tensor([4]),
 *   optimizer: gradientDescent({ learningRate: 0.25 }),
 *   loss: (x: Tensor) => sum(square(x)),
 *   batchAt: () => null,
 *   steps: 4,
 *   checkpoint: { to, every: 1 },
 * };
 * const run = await train({ ...options, ...(await to.newest(options)) }); // again after each kill
 * run.params; // [0.25]
 * to.list().map(({ step }) => step); // [3, 4]
 * ```
 * @see Pillai, Chidambaram, Alagappan and others, "All file systems are not created equal: On the complexity of crafting
 *   crash-consistent applications", OSDI 2014.
 */
export async function checkpoints(folder: string, rule: FolderRule = {}): Promise<Checkpoints> {
  pathGiven("folder")("checkpoints", folder);
  checkOptions("checkpoints", rule, [...ruleNames, "also"]);
  checkOptions("checkpoints", rule.best, bestNames, "best");
  checkCount("checkpoints", "last", rule.last ?? 3, 1);
  checkCount("checkpoints", "best.count", rule.best?.count ?? 1, 1);
  if (rule.best !== undefined) modeOf("checkpoints", rule.best);
  return new CheckpointFolder(folder, rule).open();
}
