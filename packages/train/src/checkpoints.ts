import { checkOptions } from "@downhill/tensor";
import { CheckpointFolder, type Checkpoints } from "./checkpoint-folder.ts";
import { bestNames, type FolderRule, ruleNames } from "./keep-rule.ts";
import { checkCount } from "./training-error.ts";
import { modeOf } from "./watched.ts";

/**
 * Opens a folder of checkpoints, or makes it. Each is a file of its own, written whole or not at all; after each, a rule says
 * which stay: the last few, and the best by some number. `manifest.json` lists them with step, metrics and SHA-256. The order
 * is always file, manifest, and only then the removal of what is no longer kept, so a kill at any moment loses nothing that
 * was saved: what a killed process left behind, half a file or one that the manifest does not name yet, is put right here.
 *
 * One process writes to a folder at a time.
 *
 * @param rule.also steps that are kept whatever the rule says.
 * @throws TrainingError when the rule is none, or, at a write, when another run has written there since; CheckpointWriteError when the folder cannot be written.
 * @throws CheckpointError when the folder is of another version of this format.
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
 * const run = await train({ ...options, ...(await to.newest(options)) }); // as often as it is killed
 * run.params; // [0.25]
 * to.list().map(({ step }) => step); // [3, 4]
 * ```
 * @see Pillai, Chidambaram, Alagappan and others, "All file systems are not created equal: On the complexity of crafting
 *   crash-consistent applications", OSDI 2014.
 */
export async function checkpoints(folder: string, rule: FolderRule = {}): Promise<Checkpoints> {
  checkOptions("checkpoints", rule, [...ruleNames, "also"]);
  checkOptions("checkpoints", rule.best, bestNames, "best");
  checkCount("checkpoints", "last", rule.last ?? 3, 1);
  checkCount("checkpoints", "best.count", rule.best?.count ?? 1, 1);
  if (rule.best !== undefined) modeOf("checkpoints", rule.best);
  return new CheckpointFolder(folder, rule).open();
}
