import { showShape, type Tensor } from "@downhill/tensor";
import { TrainingError } from "./training-error.ts";

/**
 * Refuses class numbers outside the model's output. The loss would do so too, but without knowing the step or how to fix the
 * model.
 */
export function checkClasses(predictions: Tensor, batch: unknown, where: string): void {
  const { y } = batch as { readonly y?: unknown };
  const [rows, classes] = predictions.shape;
  if (!(y instanceof Int32Array) || predictions.shape.length !== 2 || rows !== y.length) return;
  const odd = y.find((label) => label < 0 || label >= classes!);
  if (odd === undefined) return;
  throw new TrainingError("label-out-of-range", {
    en: `fit: there is a label ${odd} at ${where}, but predictions ${showShape(predictions.shape)} have only ${classes} classes, 0 to ${classes! - 1}; number the classes from 0, or give the model more outputs.`,
    zh: `fit：${where.replace(/^step (\d+)$/, "第 $1 步")}中有标签 ${odd}，而形状为 ${showShape(predictions.shape)} 的预测只区分 0 到 ${classes! - 1} 这 ${classes} 类；请从 0 开始为类别编号，或让模型输出更多类。`,
  });
}
