import { mobyDick } from "@downhill/data";
import { describe, expect, test } from "vitest";
import {
  counts,
  excess,
  gradient as lettersGradient,
  letters,
  probabilities,
  shares,
} from "../../../labs/07-rmsprop/provided/letters.ts";
import { best, lacking, type Racer, steps as raceSteps } from "../../../labs/07-rmsprop/race.ts";
import { near } from "./near.ts";

type Vector = number[];

describe("the letters of Moby-Dick", () => {
  test("the counts match the text", async () => {
    const { text } = await mobyDick();
    const small = text.toLowerCase().replaceAll(/[^a-z]+/g, " ");
    const counted = Array.from(letters, () => Array.from(letters, () => 0));
    for (let i = 1; i < small.length; i++)
      counted[letters.indexOf(small[i - 1]!)]![letters.indexOf(small[i]!)]!++;
    expect(counts).toEqual(counted);
    expect((shares[letters.indexOf("e")]! / shares[letters.indexOf("z")]!).toFixed(0)).toBe("185");
  });
  test("the gradient is the slope of the loss, and predictions are probabilities", () => {
    const at = (i: number): number => Math.sin(3 * i) * 2;
    const x = Array.from({ length: letters.length ** 2 }, (_, i) => at(i));
    near([probabilities(x, 3).reduce((sum, p) => sum + p)], [1]);
    const loss = (scores: Vector): number => lacking(excess(scores)); // the loss, up to a constant
    for (const i of [0, 27, 140, 500, 728]) {
      const moved = (by: number): Vector => x.map((score, k) => (k === i ? score + by : score));
      const slope = (loss(moved(1e-4)) - loss(moved(-1e-4))) / 2e-4;
      expect(lettersGradient(x)[i]).toBeCloseTo(slope, 8);
    }
  });
  test("a typical slope in the line of z is 2.0e-5 at first", () => {
    const zeros = Array.from({ length: letters.length ** 2 }, () => 0);
    const sizes = lettersGradient(zeros).slice(-letters.length).map(Math.abs);
    expect(sizes.toSorted((a, b) => a - b)[13]!.toPrecision(2)).toBe("0.000020");
  });

  /** The race once more in plain formulas, so that its settings can be searched for. */
  function left(name: Racer, rate: number, beta: number, falls: boolean): number {
    const x = Array.from({ length: letters.length ** 2 }, () => 0);
    const v = [...x];
    for (let t = 0; t < raceSteps; t++) {
      const eta = falls ? rate * (1 - t / raceSteps) : rate;
      lettersGradient(x).forEach((g, i) => {
        if (name === "descent") v[i] = g;
        else if (name === "heavyBall") v[i] = beta * v[i]! + g;
        else if (name === "adagrad") v[i]! += g * g;
        else v[i] = beta * v[i]! + (1 - beta) * g * g;
        const ball = name === "descent" || name === "heavyBall";
        x[i]! -= ball ? eta * v[i]! : (eta * g) / (Math.sqrt(v[i]!) + 1e-8);
      });
    }
    return lacking(excess(x));
  }
  const neighbours: Readonly<Record<Racer, readonly (readonly [rate: number, beta: number])[]>> = {
    descent: [
      [50, 0],
      [100, 0],
    ],
    heavyBall: [
      [70, 0.85],
      [150, 0.85],
      [100, 0.8],
      [100, 0.9],
    ],
    adagrad: [
      [3, 0],
      [5, 0],
    ],
    rmsprop: [
      [1, 0.9],
      [2, 0.9],
    ],
  };
  test.each(Object.entries(neighbours))("%s: no neighbour on the grid does better", (name, others) => {
    const { learningRate, beta, falls } = best[name as Racer];
    const here = left(name as Racer, learningRate, beta, falls);
    expect(left(name as Racer, learningRate, beta, !falls)).toBeGreaterThan(here);
    for (const [rate, other] of others)
      for (const each of [true, false]) expect(left(name as Racer, rate, other, each)).toBeGreaterThan(here);
  });
});
