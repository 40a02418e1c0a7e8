import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { columns, curveOf } from "./curve.ts";
import { curveCsv, curveSvg } from "./index.ts";
import { terminalCurve } from "./terminal.ts";

const history = [
  { step: 10, loss: 2, metrics: { accuracy: 0.2 } },
  { step: 20, loss: 1, metrics: {} },
  { step: 30, loss: 0.5, metrics: { accuracy: 0.8 } },
];

test("a curve takes the loss or a metric out of a history", () => {
  expect(curveOf(history)).toEqual([
    [10, 2],
    [20, 1],
    [30, 0.5],
  ]);
  expect(curveOf(history, "accuracy")).toEqual([
    [10, 0.2],
    [30, 0.8],
  ]);
});

test("columns average, and repeat where nothing was read", () => {
  expect(
    columns(
      [
        [0, 1],
        [1, 3],
        [10, 5],
      ],
      2,
    ),
  ).toEqual([2, 5]);
  expect(
    columns(
      [
        [0, 1],
        [10, 5],
      ],
      4,
    ),
  ).toEqual([1, 1, 1, 5]);
  expect(columns([[3, 7]], 2)).toEqual([7, 7]);
});

test("the picture is well-formed, named, described, and its line falls as the loss does", () => {
  const svg = curveSvg(
    { "a < b": curveOf(history) },
    { title: "Loss & step", description: "From 2 to 0.5." },
  );
  expect(XMLValidator.validate(svg)).toBe(true);
  const { svg: root } = new XMLParser({ ignoreAttributes: false }).parse(svg) as {
    svg: Record<string, unknown>;
  };
  expect(root).toMatchObject({ "@_role": "img", title: "Loss & step", desc: "From 2 to 0.5." });
  expect(svg).toContain("prefers-color-scheme: dark");
  const [, d = ""] = /class="line"[^>]* d="([^"]*)"/.exec(svg) ?? [];
  const heights = d
    .split(/[ML]/)
    .slice(1)
    .map((pair) => Number(pair.split(",")[1]));
  expect(heights).toHaveLength(3);
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
  expect(svg.length).toBeLessThan(5000);
});

test("a single point and a flat line can be drawn, and nothing cannot", () => {
  for (const curve of [
    [[5, 1]],
    [
      [0, 0],
      [9, 0],
    ],
  ] as const) {
    expect(curveSvg({ loss: curve }, { title: "t", description: "d" })).not.toContain("NaN");
    expect(terminalCurve(curve)).not.toContain("NaN");
  }
  expect(() => curveSvg({ loss: [[1, NaN]] }, { title: "t", description: "d" })).toThrow("no finite point");
  expect(() => terminalCurve([])).toThrow("no finite point");
});

test("the terminal's curve keeps to its width and height", () => {
  const curve = Array.from({ length: 500 }, (_, i) => [i, Math.exp(-i / 100)] as const);
  const lines = terminalCurve(curve, { width: 60, height: 8 }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(lines).toHaveLength(9);
  expect(lines[0]).toContain("0.9");
  expect(lines.at(-1)).toMatch(/^ +0 +step 499$/);
});

test("CSV has a column for each metric, empty where it was not measured", () => {
  expect(curveCsv(history)).toBe("step,loss,accuracy\n10,2,0.2\n20,1,\n30,0.5,0.8\n");
});

test("a level curve in the terminal stands at its value", () => {
  expect(terminalCurve([[10, 1.7474]]).split("\n")[0]).toMatch(/^ +1\.747 ┼─*$/);
  expect(terminalCurve([1, 2, 3].map((step) => [step, -0.5] as const)).split("\n")[0]).toMatch(
    /^ +-0\.500 ┼─+$/,
  );
});
