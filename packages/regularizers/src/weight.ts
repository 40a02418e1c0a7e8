import { hyperAt } from "@downhill/optimizers";
import { KindError } from "@downhill/tensor";

/**
 * @throws KindError or ValueError unless it is a number in its range; a schedule would need a step, which is unknown
 * here.
 */
export function checkWeight(owner: string, name: string, value: number): void {
  const given: unknown = value;
  if (typeof given !== "number") {
    throw new KindError("not-a-number", {
      en: `${owner}: ${name} is ${given === null ? "null" : typeof given}, but must be one number for all steps, such as 0.01`,
      zh: `${owner}：${name} 是 ${given === null ? "null" : typeof given}，而它必须是一个不随步数变化的数；请给出一个数，例如 0.01`,
    });
  }
  hyperAt(owner, name, value, 0);
}
