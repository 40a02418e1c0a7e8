import { at, type Hyper } from "@downhill/schedules";

/**
 * A coefficient's value at a step.
 *
 * @throws RangeError when it is negative or not finite.
 */
export function coefficientAt(owner: string, name: string, hyper: Hyper, step: number): number {
  const value = typeof hyper === "number" ? hyper : at(hyper, step, `${owner}'s ${name}`);
  if (!Number.isFinite(value) || value < 0) {
    const when = typeof hyper === "number" ? "" : ` at step ${step}`;
    throw new RangeError(
      `${owner}: ${name} is ${value}${when}; it must be a finite number from 0 on, such as 0.01`,
    );
  }
  return value;
}
