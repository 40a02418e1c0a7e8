import { expect, test } from "vitest";
import { best, bestDescent, stepsToRest } from "../../momentum/ball.ts";
import { setting } from "./state.ts";
import { texts } from "./texts.ts";

test.each(Object.entries(texts))(
  "%s: the caption's steps are those of its buttons, also from an address",
  (_, t) => {
    const buttons = [best, bestDescent].map(
      (each) => [stepsToRest(each), stepsToRest(setting.read(setting.write(each))!)] as const,
    );
    for (const [steps, again] of buttons) {
      expect(again).toBe(steps);
      expect(t.caption).toMatch(new RegExp(`\\b${steps}\\b`));
    }
  },
);

test.each(["", "1", "5_0.5", "1_1", "1_0.5_2", "x_0.5", "-1_0.5"])("an address of %j is none", (text) => {
  expect(setting.read(text)).toBeUndefined();
});
