import { stripVTControlCharacters } from "node:util";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test, vi } from "vitest";
import { columns, type Curve, curveOf } from "./curve.ts";
import { curveCsv, curveSvg, TrainingError } from "./index.ts";
import { thinned } from "./report/thinned.ts";
import { terminalCurve } from "./terminal.ts";

const history = [
  { step: 10, loss: 2, metrics: { accuracy: 0.2 } },
  { step: 20, loss: 1, metrics: {} },
  { step: 30, loss: 0.5, metrics: { accuracy: 0.8 } },
];

test("a curve takes the loss or a metric from a history", () => {
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

test("columns average, and repeat the last value where nothing was read", () => {
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

test("the picture is well-formed, has a title and a description, and its line falls with the loss", () => {
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
  const [, d = ""] = /class="line[^>]* d="([^"]*)"/.exec(svg) ?? [];
  const heights = d
    .split(/[ML]/)
    .slice(1)
    .map((pair) => Number(pair.split(",")[1]));
  expect(heights).toHaveLength(3);
  expect(heights).toEqual([...heights].sort((a, b) => a - b));
  expect(svg.length).toBeLessThan(5000);
});

test("a single point and a flat line can be drawn; an empty curve cannot", () => {
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

test("the terminal curve keeps to its width and height", () => {
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

test("a level curve in the terminal is at its value", () => {
  expect(terminalCurve([[10, 1.7474]]).split("\n")[0]).toMatch(/^ +1\.747 ┼─*$/);
  expect(terminalCurve([1, 2, 3].map((step) => [step, -0.5] as const)).split("\n")[0]).toMatch(
    /^ +-0\.500 ┼─+$/,
  );
});

const fall = (rate: number, count = 50): Curve =>
  Array.from({ length: count }, (_, i) => [i, Math.exp(-rate * i)] as const);
const runs = {
  "a < b": fall(0.1),
  验证: fall(0.05),
  third: fall(0.02),
  fourth: fall(0.01),
  fifth: fall(0.005),
};
const texts = { title: "Runs", description: "Each falls more slowly than the one before." };

const attributes = (svg: string, pattern: RegExp): string[] =>
  [...svg.matchAll(pattern)].map(([, found = ""]) => found);

test("several curves in a picture: a legend, and each can be told apart by dashes and marks alone", () => {
  const svg = curveSvg(runs, texts);
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  const named = attributes(svg, /<g><title>([^<]*)<\/title>/g);
  const names = ["a &lt; b", "验证", "third", "fourth", "fifth"];
  // Once in the legend, once at the line.
  expect(named).toEqual([...names, ...names]);
  const lines = svg.split("\n").filter((line) => line.startsWith("<g>"));
  const looks = lines.map((line) => {
    const [dash] = attributes(line, /stroke-dasharray="([^"]*)"/g);
    const shapes = new Set(attributes(line, /class="mark[^>]* d="([^"]*)"/g));
    expect(shapes.size).toBe(1);
    return [dash, ...shapes];
  });
  // The sample in the legend looks like its line, and different from any other.
  expect(looks.slice(0, 5)).toEqual(looks.slice(5));
  expect(new Set(looks.map(([dash]) => dash)).size).toBe(4);
  expect(new Set(looks.map(([, shape]) => shape)).size).toBe(5);
  const strokes = attributes(svg, /class="line ([^"]*)"/g);
  expect(new Set(strokes).size).toBe(5);
});

/** WCAG 2.2: the relative luminance of #rrggbb. */
const luminance = (colour: string): number =>
  [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const value = parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
    return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  }, 0);
const contrast = (a: string, b: string): number => {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

test("all colours of a picture stand out from the background, in light and dark", () => {
  const svg = curveSvg({ ...runs, sixth: fall(0.3), seventh: fall(0.2) }, texts);
  const rules = attributes(svg, /<style>([^<]*)<\/style>/g);
  expect(rules).toHaveLength(2);
  const [light, dark] = [0, 1].map((part) =>
    rules.map((rule) => rule.split("@media (prefers-color-scheme: dark)")[part]!).join("\n"),
  ) as [string, string];
  const coloured = (rule: string) => attributes(rule, /(?: color| stroke|fill): (#[0-9a-f]{6})/g);
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  for (const [rule, background] of [
    [light, "#ffffff"],
    [dark, "#15191e"],
  ] as const) {
    expect(rule).toContain(`background: ${background}`);
    const colours = coloured(rule);
    expect(new Set(colours).size).toBeGreaterThan(6);
    for (const colour of colours) expect(contrast(colour, background), colour).toBeGreaterThan(4.5);
  }
});

test("curves of one point, of one value, of none, and with gaps, side by side", () => {
  const svg = curveSvg(
    {
      one: [[4, 1]],
      level: [
        [0, 2],
        [9, 2],
      ],
      none: [],
      lost: [
        [0, 1],
        [1, NaN],
        [2, 3],
        [8, Infinity],
        [9, -Infinity],
      ],
    },
    { ...texts, language: "zh" },
  );
  expect(XMLValidator.validate(svg)).toBe(true);
  // Apart from the text of a cross, every number of the picture is finite.
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  expect(attributes(svg, /class="failed[^>]*><title>([^<]*)</g)).toEqual([
    "lost · 步 1 · 不是有限的数",
    "lost · 步 8 · 不是有限的数",
    "lost · 步 9 · 不是有限的数",
  ]);
  expect(svg).toMatch(/>步<\/text>\n.*>损失<\/text>/);
  // The line is interrupted at a gap.
  expect(attributes(svg, /<path class="line [^>]* d="(M[^"]*M[^"]*)"/g)).toHaveLength(1);
});

test("steps and heights of any size give an axis with valid numbers", () => {
  for (const curve of [
    [[0, 1e300]],
    [
      [0, -5],
      [1, -1],
    ],
    [
      [1e5, 1e-9],
      [3e6, 2e-9],
    ],
  ] as const) {
    const svg = curveSvg({ loss: curve, other: [] }, texts);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(XMLValidator.validate(svg)).toBe(true);
  }
  const [first] = attributes(curveSvg({ loss: [[123456, 1]] }, texts), /text-anchor="middle">([^<]*)</g);
  expect(first).toBe("123,456");
});

test("a long run does not make a large picture, and its one spike stays", () => {
  const long = Array.from({ length: 100_000 }, (_, i) => [i, i === 54_321 ? 9 : Math.sin(i)] as const);
  const kept = thinned(long, (step) => Math.floor(step / 1000));
  expect(kept.length).toBeLessThanOrEqual(400);
  expect(kept).toContainEqual([54_321, 9]);
  expect([kept[0], kept.at(-1)]).toEqual([long[0], long.at(-1)]);
  expect(kept.map(([step]) => step)).toEqual(kept.map(([step]) => step).sort((a, b) => a - b));
  expect(curveSvg({ loss: long }, texts).length).toBeLessThan(40_000);
  const gaps = [1, NaN, 2, NaN].map((value, i) => [i, value] as const);
  expect(thinned(gaps, () => 0)).toEqual(gaps);
});

test("a name too long for the picture is cut in the legend, and complete in its title", () => {
  const long = "学习率".repeat(40);
  const svg = curveSvg({ [long]: fall(1), b: fall(2) }, texts);
  expect(attributes(svg, /<text[^>]*>(学[^<]*)</g)[0]).toMatch(/^(学习率)+学?习?…$/);
  expect(attributes(svg, /<g><title>([^<]*)</g)[0]).toBe(long);
  const [, height] = /viewBox="0 0 640 (\d+)"/.exec(svg) ?? [];
  expect(height).toBe("400");
});

test("several curves in the terminal: a mark each, a legend, and colours only when wanted", () => {
  const plain = terminalCurve(runs, { width: 60, height: 8 });
  const lines = plain.split("\n");
  expect(lines).toHaveLength(10);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
  expect(lines.at(-1)!.trim()).toBe("* a < b   o 验证   + third   x fourth   # fifth");
  for (const mark of "*o+x#") expect(lines.slice(0, 8).join("")).toContain(mark);
  // The fastest ends below the slowest.
  expect(lines.findIndex((line) => line.endsWith("#"))).toBeLessThan(
    lines.findIndex((line) => line.endsWith("*")),
  );
  const painted = terminalCurve(runs, { width: 60, height: 8, color: true });
  expect(painted).toContain("\u001B[34m");
  expect(stripVTControlCharacters(painted)).toBe(plain);
});

test("colours by default only in a terminal, and never with NO_COLOR or in a dumb one", () => {
  const wasTerminal = process.stdout.isTTY;
  const coloured = (env: Record<string, string>): boolean => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    return terminalCurve(runs).includes("\u001B");
  };
  try {
    process.stdout.isTTY = true;
    expect(coloured({ NO_COLOR: "", TERM: "xterm" })).toBe(true);
    expect(coloured({ NO_COLOR: "1", TERM: "xterm" })).toBe(false);
    expect(coloured({ NO_COLOR: "", TERM: "dumb" })).toBe(false);
    process.stdout.isTTY = false;
    expect(coloured({ NO_COLOR: "", TERM: "xterm" })).toBe(false);
  } finally {
    process.stdout.isTTY = wasTerminal;
    vi.unstubAllEnvs();
  }
});

test("in the terminal too: one point, one value, none, and gaps, which are noted in both languages", () => {
  const odd = {
    one: [[4, 2]],
    level: [
      [0, 2],
      [9, 2],
    ],
    none: [],
  } as const;
  const level = terminalCurve(odd, { height: 5 });
  expect(level).not.toMatch(/NaN|Infinity|undefined/);
  // The later curve is on top.
  expect(level.split("\n")[4]).toMatch(/^ +2\.000 ┤o+$/);
  expect(level.split("\n").at(-1)!.trim()).toBe("* one   o level   + none");
  const lost: Curve = [
    [1, 2],
    [2, NaN],
    [3, 1],
    [4, Infinity],
  ];
  expect(terminalCurve(lost).split("\n").at(-1)).toBe(
    "2 of 4 values are not finite numbers, first at step 2",
  );
  expect(
    terminalCurve({ lost, fine: fall(1) }, { language: "zh" })
      .split("\n")
      .at(-1),
  ).toBe("lost：4 个数值中有 2 个不是有限的数，最早出现在第 2 步");
  expect(terminalCurve({ lost }, { language: "zh" })).toMatch(/步 3\nlost：/);
  for (const none of [{}, { a: [] }, { a: [[1, NaN]] as const, b: [] }]) {
    const refused = (): string => terminalCurve(none);
    expect(refused).toThrow(TrainingError);
    expect(() => curveSvg(none, texts)).toThrow(TrainingError);
  }
});

test("numbers on the terminal's axis are distinct, however large or small, and keep to the width", () => {
  for (const scale of [1e-6, 1, 1e9, 1e300]) {
    const lines = terminalCurve(
      fall(0.05).map(([step, value]) => [step, scale * value] as const),
      { width: 50 },
    ).split("\n");
    const labels = lines.slice(0, -1).map((line) => line.split(/[┤┼]/)[0]);
    expect(new Set(labels).size).toBe(labels.length);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
  }
  const around = fall(0.2).map(([step, value]) => [step, 5e-9 * (value - 0.5)] as const);
  const rows = terminalCurve({ around, zero: [[0, 0]] })
    .split("\n")
    .slice(0, 10);
  expect(new Set(rows.map((row) => row.search(/[┤┼]/)))).toEqual(new Set([10]));
});
