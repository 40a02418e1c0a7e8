import { type Backend, reference } from "@downhill/tensor";
import { expect, test, vi } from "vitest";
import { lossesOfLab08 } from "./lab-08.ts";
import { trainSmallMlp } from "./small-mlp.ts";

/** What can be counted on a device. */
export interface Watched extends Disposable {
  /** Times that values were asked for. */
  reads(): number;
  /** What it holds in addition to tensors. */
  memory(): object;
}

/** Counts the reads of a device of which nothing more is known. */
function readsOf(backend: Backend): Watched {
  const read = vi.spyOn(backend, "read");
  return {
    reads: () => read.mock.calls.length,
    memory: () => ({}),
    [Symbol.dispose]: () => read.mockRestore(),
  };
}

// A thousand steps of some sixty kernels: a software adapter needs a minute or so for them, several on a busy machine.
const limit = { timeout: 600_000 };

/** What every device must do in training. */
export function trainingBattery(
  backend: () => Backend,
  watched: (backend: Backend) => Watched = readsOf,
): void {
  test("20 steps of lab 08 follow the reference's, 1e-5 relative at most", async () => {
    const [expected, actual] = [await lossesOfLab08(reference, 20), await lossesOfLab08(backend(), 20)];
    // Float32 against float64: one rounding is 6e-8, sums go over 784 pixels, and Adam's first steps take the sign of a
    // gradient that may be nearly nothing.
    const apart = expected.map((loss, i) => Math.abs(actual[i]! - loss) / loss);
    expect(apart).toHaveLength(20);
    expect(Math.max(...apart)).toBeLessThan(1e-5);
    expect(expected.at(-1)!).toBeLessThan(expected[0]!);
  });

  test("1,000 steps of a small network hold no more at each, and read nothing", limit, async () => {
    using device = watched(backend());
    const before = backend().live();
    const at = new Map<number, object>();
    await trainSmallMlp(backend(), 1000, (step) =>
      at.set(step, { tensors: backend().live(), reads: device.reads(), ...device.memory() }),
    );
    expect(at.get(1000)).toEqual(at.get(100));
    expect(at.get(1000)).toMatchObject({ reads: 0 });
    const tensors = new Set([...at].slice(1).map(([, held]) => (held as { tensors: number }).tensors));
    expect(tensors.size).toBe(1);
    expect(device.reads()).toBeGreaterThan(0);
    expect(backend().live()).toBe(before);
  });
}
