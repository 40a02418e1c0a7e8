import {
  cast,
  checkIndices,
  checkTensor,
  DTypeError,
  gather,
  mean,
  ShapeError,
  showShape,
  type Tensor,
  zeros,
} from "@downhill/tensor";
import { checkFilled, checkFloat } from "./pair.ts";

/** @throws ShapeError or DTypeError unless the logits are floating numbers `[batch, classes]`. */
export function checkScores(name: string, logits: Tensor): void {
  checkFloat(name, "logits", logits);
  if (logits.shape.length !== 2) {
    throw new ShapeError("rank", {
      en: `${name}: logits are ${showShape(logits.shape)} but must be [batch,classes]; give one row per example`,
      zh: `${name}：logits 的形状是 ${showShape(logits.shape)}，而应为 [batch,classes]；请为每个样本给出一行`,
    });
  }
  checkFilled(name, "logits", logits);
}

/**
 * @returns the labels as `int32`.
 * @throws ShapeError or DTypeError unless the labels are one class number per row of the logits; ValueError if one is
 * not a class and this can be checked.
 */
export function checkLabels(name: string, logits: Tensor, labels: Tensor): Tensor {
  checkTensor(name, "labels", labels);
  // With two classes the labels may be truth values.
  if (labels.dtype !== "int32" && labels.dtype !== "bool") {
    throw new DTypeError("not-integer", {
      en: `${name}: labels are ${labels.dtype}, but class numbers must be int32; use cast(labels, "int32")`,
      zh: `${name}：标签是 ${labels.dtype}，而类别编号必须是 int32；请使用 cast(labels, "int32")`,
    });
  }
  if (labels.shape.length !== 1 || labels.shape[0] !== logits.shape[0]) {
    throw new ShapeError("shape-mismatch", {
      en: `${name}: logits are ${showShape(logits.shape)} and labels ${showShape(labels.shape)}; give one class number per row, [${logits.shape[0]!}]`,
      zh: `${name}：logits 的形状是 ${showShape(logits.shape)}，标签的形状是 ${showShape(labels.shape)}；请为每一行给出一个类别编号，[${logits.shape[0]!}]`,
    });
  }
  checkIndices(name, "labels", labels, logits.shape[1]!);
  return labels.dtype === "bool" ? cast(labels, "int32") : labels;
}

/** 0, or NaN where labels are not classes; labels computed on the device cannot be checked earlier. */
export const doubt = (logits: Tensor, labels: Tensor): Tensor =>
  mean(gather(zeros([logits.shape[1]!], { backend: logits.backend, dtype: logits.dtype }), labels));
