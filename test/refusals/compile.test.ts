import * as all from "@downhill/compile";
import { add, type Tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { faults, type Sample } from "./walk.ts";

const fast = all.compile(({ x }: { x: Tensor }) => add(x, x));

// Both take a compiled step that met shapes; without the engine there is none, so every call is refused.
const refused: Readonly<Record<string, (given: never) => unknown>> = {
  explain: all.explain,
  toOnnx: all.toOnnx,
};
const samples: Readonly<Record<string, Sample>> = { compile: [all.compile, () => 0, {}] };

test("every function of the package is walked", () => {
  expect([...Object.keys(samples), ...Object.keys(refused), "engine"].sort()).toEqual(
    Object.keys(all).sort(),
  );
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  expect(await faults(name, sample)).toEqual([]);
});

test.each(Object.entries(refused))("%s refuses what is no compiled step, or met no shapes", (_, fn) => {
  for (const given of [fast, {}, () => 0, null, undefined, 3, "step"])
    expect(() => fn(given as never)).toThrow(
      expect.objectContaining({ code: "not-compiled", zh: expect.any(String) }),
    );
});
