/*
 * Erratum E05 as a program: three faults of chapter 000 §4's program, and the repair, on the course's own packages.
 */
import { valueAndGrad } from "@downhill/autograd";
import { matmul, mean, mul, reference, square, sub, tensor, type Tensor, useBackend } from "@downhill/tensor";
import { line } from "./provided/line.ts";

useBackend(reference);

/** Tries what the chapter does and prints why it fails. */
function refused(fn: () => unknown): void {
  try {
    fn();
  } catch (error) {
    console.log(`   ${(error as Error).message}`);
  }
}

console.log("1. x and theta are lists, not matrices:");
refused(() => matmul(tensor([1, 2, 3, 4, 5]), tensor([0])));
console.log("2. x holds integers, theta does not:");
refused(() => matmul(tensor([[1], [2], [3], [4], [5]], { dtype: "int32" }), tensor([[0]])));

const [x, y] = [tensor(line.x), tensor(line.y)];
const loss = (theta: Tensor): Tensor => mean(square(sub(y, matmul(x, theta))));

const outside = tensor([[0]]);
const [, none] = valueAndGrad((_theta: Tensor) => loss(outside))(outside);
console.log(`4. theta is not watched: gradient ${await none.item()}`);

const [, gradient] = valueAndGrad(loss)(tensor([[0]]));
console.log(`   theta is watched:     gradient ${(await gradient.item()).toFixed(2)}`);

let theta = tensor([[0]]);
for (let step = 0; step < 100; step++) {
  const [value, slope] = valueAndGrad(loss)(theta);
  if (step % 20 === 0)
    console.log(`   step ${String(step).padStart(2)}: loss ${(await value.item()).toFixed(4)}`);
  theta = sub(theta, mul(slope, 0.01));
}
console.log(`   theta after 100 steps: ${(await theta.item()).toFixed(6)}`);
