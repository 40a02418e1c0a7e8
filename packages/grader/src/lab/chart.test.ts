import { expect, test } from "vitest";
import { chart, dot, line, polyline, shades, text } from "./chart.ts";

const about = {
  name: "some",
  size: [100, 50],
  title: "Two dots",
  colors: { loss: shades.red },
  css: "& .dot { fill: currentColor } & .dot { r: 3 }",
} as const;

test("a chart has its colours for both pages, and its rules begin with its own class", () => {
  const svg = chart(about, [dot("loss dot", [1, 2.25], 3), line("grid", [0, 1], [2, 3])]);
  expect(svg).toContain('class="some" viewBox="0 0 100 50" role="img" aria-label="Two dots">');
  const [light, dark] = svg.split("@media (prefers-color-scheme: dark)");
  for (const [shade, color] of shades.red.entries()) expect([light, dark][shade]).toContain(color);
  expect(svg).not.toContain("&");
  const rules = /<style>(.*?)<\/style>/s.exec(svg)![1]!.replace("@media (prefers-color-scheme: dark) {", "");
  for (const [selectors] of rules.matchAll(/[^{}]+(?=\{)/g))
    for (const one of selectors.split(",")) expect(one.trim()).toMatch(/^\.some /);
  expect(svg).toContain('<circle class="loss dot" cx="1.0" cy="2.3" r="3"/>');
});

test("a description is what a reader is told, and its ids are the chart's own", () => {
  const svg = chart({ ...about, description: "One left, one right" }, []);
  expect(svg).toContain('aria-labelledby="some-title some-text">');
  expect(svg).toContain('<title id="some-title">Two dots</title>');
  expect(svg).toContain('<desc id="some-text">One left, one right</desc>');
});

test("parts keep one digit, and dashes where they are asked for", () => {
  expect(text("ink", [1, 2], 0.5, "end")).toBe(
    '<text class="ink" x="1.0" y="2.0" text-anchor="end">0.5</text>',
  );
  expect(line("ink", [0, 0], [1, 1], "2 4")).toContain(' stroke-dasharray="2 4"');
  expect(
    polyline("ink", [
      [0, 1],
      [2.06, 3],
    ]),
  ).toBe('<polyline class="ink" points="0.0,1.0 2.1,3.0"/>');
});
