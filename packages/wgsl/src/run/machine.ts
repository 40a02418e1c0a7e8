import { WgslError } from "../wgsl-error.ts";
import { Faults } from "./faults.ts";

/** The state shared by the parts of a running kernel. */
export class Machine {
  /** The size of an invocation's variables, in numbers, known at compile time. */
  size = 0;
  /** The values of the variables of the running invocation. */
  slots = new Float64Array();
  faults = new Faults();
  /** The index of the running invocation. */
  invocation = 0;
  /** The number of invocations in each direction. */
  extent: readonly [number, number, number] = [1, 1, 1];
  /** The result of the last return. */
  result: ArrayLike<number> = [];
  #stepsLeft = 0;

  allow(steps: number): void {
    this.#stepsLeft = steps;
  }

  /** Counts an iteration of a loop. */
  tick(line: number): void {
    if (--this.#stepsLeft >= 0) return;
    throw new WgslError(
      "endless-loop",
      {
        en: "the loop was stopped because it does not seem to end; on a GPU it would freeze the screen: check its condition",
        zh: "这个循环似乎不会结束，已被中止；在 GPU 上它会让屏幕卡死，请检查循环条件",
      },
      line,
    );
  }

  placeOf(invocation: number): readonly [number, number, number] {
    const [width, height] = this.extent;
    return [
      invocation % width,
      Math.floor(invocation / width) % height,
      Math.floor(invocation / width / height),
    ];
  }
}
