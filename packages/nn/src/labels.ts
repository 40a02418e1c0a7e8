import { DTypeError, ShapeError, showShape, type Tensor } from "@downhill/tensor";
import { checkFilled, checkFloat } from "./pair.ts";

/** @throws ShapeError or DTypeError unless the logits are floating numbers `[batch, classes]`. */
export function checkScores(name: string, logits: Tensor): void {
  checkFloat(name, "logits", logits);
  if (logits.shape.length !== 2) {
    throw new ShapeError(
      `${name}: logits are ${showShape(logits.shape)} but must be [batch,classes]; give one row per example`,
    );
  }
  checkFilled(name, "logits", logits);
}

/** @throws ShapeError or DTypeError unless the labels are one class number per row of the logits. */
export function checkLabels(name: string, logits: Tensor, labels: Tensor): void {
  if (labels.dtype !== "int32") {
    throw new DTypeError(
      `${name}: labels are ${labels.dtype}, but class numbers must be int32; use cast(labels, "int32")`,
    );
  }
  if (labels.shape.length !== 1 || labels.shape[0] !== logits.shape[0]) {
    throw new ShapeError(
      `${name}: logits are ${showShape(logits.shape)} and labels ${showShape(labels.shape)}; give one class number per row, [${logits.shape[0]!}]`,
    );
  }
}
