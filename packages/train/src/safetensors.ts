import { DataError, readSafetensors, type TensorFile } from "@downhill/data";
import { TrainingError } from "./training-error.ts";

export { encodeSafetensors, type TensorFile, type Values } from "@downhill/data";

/**
 * A file that is not an intact checkpoint, or is from a different model; names the file and the remedy.
 *
 * @example
 * ```ts
 * import { CheckpointError, decodeSafetensors } from "@downhill/train";
 * try {
 *   await decodeSafetensors(new Uint8Array([1, 2, 3]), "run.safetensors");
 * } catch (error) {
 *   if (error instanceof CheckpointError) console.log(error.message, error.zh); // it is truncated, in both languages
 * }
 * ```
 */
export class CheckpointError extends TrainingError {
  override readonly name = "CheckpointError";
}

const remedy = {
  en: "delete it and use an older checkpoint, or train again from the start",
  zh: "请删除它，改用更早的检查点，或重新开始训练",
};

/**
 * Reads the bytes of a checkpoint's safetensors file and checks all of them, as `readSafetensors` does.
 *
 * @param file names the file in messages.
 * @throws CheckpointError when the file is truncated, changed, or not of this format.
 * @example
 * ```ts
 * import { decodeSafetensors, encodeSafetensors } from "@downhill/train";
 * const w = { dtype: "float32", shape: [2], data: new Float32Array([1, 2]) } as const;
 * const bytes = await encodeSafetensors({ tensors: new Map([["w", w]]), metadata: { step: "5" } });
 * (await decodeSafetensors(bytes, "w.safetensors")).metadata["step"]; // "5"
 * ```
 * @see https://github.com/huggingface/safetensors, "Format".
 */
export async function decodeSafetensors(bytes: Uint8Array, file: string): Promise<TensorFile> {
  try {
    return await readSafetensors(bytes, { file, remedy });
  } catch (error) {
    throw error instanceof DataError
      ? new CheckpointError(error.code, { en: error.message, zh: error.zh }, { cause: error })
      : error;
  }
}
