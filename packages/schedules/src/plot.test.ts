import { expect, test } from "vitest";
import { constant, cyclic, linear, piecewise, plot } from "./index.ts";

const pointsOf = (svg: string) =>
  /<polyline points="([^"]*)"/
    .exec(svg)![1]!
    .split(" ")
    .map((point) => point.split(",").map(Number));

test("a picture describes what it shows, by role, title and a sentence", () => {
  const svg = plot(linear(0.1, 100), 100, { title: '<Rate> & "step"' });
  expect(svg).toMatch(
    /^<svg [^>]*role="img"[^>]*aria-label="&lt;Rate&gt; &amp; &quot;step&quot;\. From 0\.1 /,
  );
  expect(svg).toContain("<title>&lt;Rate&gt; &amp; &quot;step&quot;</title>");
  expect(svg).toContain("<desc>From 0.1 at step 0 to 0 at step 100; between 0 and 0.1.</desc>");
  expect(svg).toContain("prefers-color-scheme:dark");
});

test("a line is drawn from corner to corner", () => {
  const points = pointsOf(plot(linear(0.1, 100), 100));
  expect(points).toHaveLength(101);
  expect(points[0]).toEqual([72, 36]);
  expect(points.at(-1)).toEqual([624, 212]);
});

test("a constant zero lies on the axis, and no coordinate is NaN", () => {
  const svg = plot(constant(0), 3);
  expect(pointsOf(svg).every(([, y]) => y === 212)).toBe(true);
  expect(svg).not.toContain("NaN");
});

test("a long schedule stays small and loses no peak", () => {
  const spike = piecewise(0.1, { 123_456: 1, 123_457: 0.1 });
  const svg = plot(spike, 200_000);
  expect(svg.length).toBeLessThan(30_000);
  expect(Math.min(...pointsOf(svg).map(([, y]) => y!))).toBe(36);
  const xs = pointsOf(plot(cyclic(0.1, 7), 20_000)).map(([x]) => x!);
  expect(xs).toEqual(xs.toSorted((a, b) => a - b));
});

test("a schedule that cannot be drawn is refused with a remedy", () => {
  expect(() => plot(constant(1), 0)).toThrow("plot: the number of steps is 0");
  expect(() => plot((step) => Math.log(step), 5)).toThrow(
    "at: plot.schedule is -Infinity at step 0; give a finite number",
  );
});
