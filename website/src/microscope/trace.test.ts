import { describe, expect, test } from "vitest";
import { look, usual } from "../components/Microscope/state.ts";
import { type Setting, signalNames, steps, trace } from "./trace.ts";
import { variantNames } from "./variants.ts";

const right: Setting = { signal: "agree", variant: "right", exponent: -8 };
const firstUpdates = (setting: Partial<Setting>): number[] =>
  trace({ ...right, ...setting }).map(([first]) => first!.update);

describe("Adam under the microscope", () => {
  test("moves both parameters by one η per step while gradients agree", () => {
    for (const parts of trace(right)) {
      expect(parts).toHaveLength(steps);
      // ε is 1e-8 of the smaller gradient.
      for (const { update } of parts) expect(update).toBeCloseTo(-1, 7);
    }
  });

  test("behaves as lab 08 describes for each mistake", () => {
    const [uncorrected, vUncorrected] = (["uncorrected", "vUncorrected"] as const).map(
      (variant) => firstUpdates({ variant })[0]!,
    );
    expect(uncorrected).toBeCloseTo(-3.162, 3); // 0.1 / √0.001
    expect(vUncorrected).toBeCloseTo(-31.62, 2); // 1 / √0.001
    // Without the root the update is g / g².
    expect(firstUpdates({ variant: "noRoot" })).toEqual([expect.closeTo(-1 / 25, 7), expect.closeTo(-1, 7)]);
    // With ε = 1 inside the root, 1 / √2 is left of the flat parameter's step; outside, half of it.
    expect(firstUpdates({ variant: "insideRoot", exponent: 0 })[1]).toBeCloseTo(-Math.SQRT1_2, 7);
    expect(firstUpdates({ exponent: 0 })[1]).toBeCloseTo(-1 / 2, 7);
  });

  test("takes short steps on noise, as the caption states", () => {
    const [steep] = trace({ ...right, signal: "noise" });
    const late = steep.slice(20).map(({ update }) => Math.abs(update));
    expect(late.reduce((sum, each) => sum + each, 0) / late.length).toBeLessThan(0.5);
  });

  test("descends the bowl, and never makes a NaN", () => {
    for (const variant of variantNames)
      for (const signal of signalNames)
        for (const parts of trace({ variant, signal, exponent: -8 }))
          expect(parts.flatMap((each) => Object.values(each)).filter(Number.isNaN)).toEqual([]);
    const [steep, flat] = trace({ ...right, signal: "bowl" });
    expect(Math.abs(steep.at(-1)!.g)).toBeLessThan(25);
    expect(Math.abs(flat.at(-1)!.g)).toBeLessThan(1);
  });

  test("has an address for each state, and takes no other", () => {
    const state = { signal: "bowl", variant: "noRoot", exponent: -3, t: 12 } as const;
    expect(look.read(look.write(state))).toEqual(state);
    expect(look.read(look.write(usual))).toEqual(usual);
    for (const text of [
      "",
      "bowl",
      "bowl.right.-8.0",
      "bowl.right.-8.61",
      "bowl.wrong.-8.1",
      "bowl.right..1",
      "bowl.right.0.5.1",
    ])
      expect(look.read(text), text).toBeUndefined();
  });
});
