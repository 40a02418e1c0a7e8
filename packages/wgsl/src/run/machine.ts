import { WgslError } from "../wgsl-error.ts";
import { Faults } from "./faults.ts";

/** The state that a running kernel's parts share. */
export class Machine {
  /** How many numbers an invocation's variables are, known when the program is compiled. */
  size = 0;
  /** The numbers of the variables of the invocation that runs. */
  slots = new Float64Array();
  faults = new Faults();
  /** The number of the invocation that runs. */
  invocation = 0;
  /** How many invocations there are in each direction. */
  extent: readonly [number, number, number] = [1, 1, 1];
  /** What the function that returned last returned. */
  result: ArrayLike<number> = [];
  #stepsLeft = 0;

  allow(steps: number): void {
    this.#stepsLeft = steps;
  }

  /** Counts a turn of a loop. */
  tick(line: number): void {
    if (--this.#stepsLeft >= 0) return;
    throw new WgslError(
      "endless-loop",
      {
        en: "the loop was stopped, since it does not seem to end; on a GPU it would block the screen: check its condition",
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
