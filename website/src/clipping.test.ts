import { clipByNorm, clipByValue } from "@downhill/optimizers";
import { tensor } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import { angle, byNorm, byValue, type Slopes } from "./clipping.ts";
import { texts } from "./components/ClipFigure/texts.ts";
import { setting, usual } from "./components/ClipFigure/state.ts";

const gradients: readonly Slopes[] = [
  [3, 0.3],
  [0.2, -0.1],
  [-2, 2],
  [0, -3],
  [0, 0],
];

describe.each([0.1, 1, 3])("at the limit %d", (limit) => {
  test.each(gradients)("(%d, %d) is clipped as the packages do", async (...g) => {
    const clipped = async (link: ReturnType<typeof clipByValue>): Promise<number[]> => {
      const at = tensor([...g], { dtype: "float64" });
      return [...(await link.update(at, {}, at, 0)[0].data())];
    };
    const [values, norms] = [await clipped(clipByValue(limit)), await clipped(clipByNorm(limit))];
    // Another order of one product and one quotient: a rounding each.
    byValue(g, limit).forEach((slope, i) => expect(slope).toBeCloseTo(values[i]!, 14));
    byNorm(g, limit).forEach((slope, i) => expect(slope).toBeCloseTo(norms[i]!, 14));
    expect(angle(g, byNorm(g, limit))).toBeCloseTo(0, 10);
  });
});

test.each(Object.entries(texts))("%s: the caption's angles are those of its example", (_, { caption }) => {
  const example = [usual.first, usual.second] as const;
  const [first, second] = [usual.limit, 0.1].map((limit) => angle(example, byValue(example, limit)));
  expect(caption).toContain(`${first!.toFixed(0)}°`);
  expect(caption).toContain(`${second!.toFixed(0)}°`);
});

test("its address is read back, and any other is none", () => {
  const state = { first: -1.5, second: 2.1, limit: 0.7 };
  expect(setting.read(setting.write(state))).toEqual(state);
  for (const text of ["", "1_2", "4_0_1", "1_1_0", "1_x_1", "1_1_1_1"])
    expect(setting.read(text)).toBeUndefined();
});
