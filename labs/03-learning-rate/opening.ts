import { gradientDescent, numbers } from "@downhill/optimizers";
import type { Line } from "./schooling.ts";

/* The picture at the top of the lesson: how far above its lowest value the loss is after 100 steps, at every rate. */

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  years: ["#b4420f", "#ff9a66"],
  centred: ["#1f5fbf", "#7fb0ff"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.rates-03 .${name} { color: ${shades[shade]} }`)
    .join(" ");

const [width, height] = [640, 320];
const [low, high] = [1e-4, 1];
const px = (rate: number): string =>
  (50 + (Math.log(rate / low) / Math.log(high / low)) * (width - 70)).toFixed(1);
const py = (excess: number): string => (30 + ((5 - Math.log10(excess)) / 10) * (height - 80)).toFixed(1);
const text = (
  name: string,
  x: string | number,
  y: string | number,
  words: string,
  anchor = "middle",
): string => `<text class="${name}" x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
const upright = (name: string, rate: number): string =>
  `<line class="${name}" stroke-dasharray="2 4" x1="${px(rate)}" x2="${px(rate)}" y1="30" y2="${height - 50}"/>`;

function excess({ loss, gradient, lowest }: Line, learningRate: number): number {
  let x = [0, 0];
  for (let t = 0; t < 100; t++) {
    const slopes = gradient(x);
    x = x.map(
      (p, i) => p + gradientDescent.rule.step(numbers, { g: slopes[i]!, p, t: 1, learningRate }).update,
    );
  }
  return loss(x) - lowest;
}

export function opening(lines: Readonly<Record<"years" | "centred", Line>>): string {
  const rates = Array.from({ length: 481 }, (_, i) => low * (high / low) ** (i / 480));
  const curve = (name: "years" | "centred"): string => {
    const points = rates
      .map((rate) => [rate, excess(lines[name], rate)] as const)
      .filter(([, above]) => above < 1e5)
      .map(([rate, above]) => `${px(rate)},${py(Math.max(above, 1e-5))}`);
    return `<polyline class="${name}" ${name === "years" ? "" : 'stroke-dasharray="7 4" '}points="${points.join(" ")}"/>`;
  };
  const level = (power: number): string => {
    const y = py(10 ** power);
    const label =
      power === 0 ? "1" : `10<tspan dy="-6" font-size="11">${String(power).replace("-", "−")}</tspan>`;
    return `<line class="grid" x1="50" x2="${width - 20}" y1="${y}" y2="${y}"/>${text("ink", 42, Number(y) + 5, label, "end")}`;
  };
  const walls = (["years", "centred"] as const).map((name) => {
    const [[a, b], [, d]] = lines[name].hessian;
    const limit = 2 / ((a + d) / 2 + Math.hypot((a - d) / 2, b));
    return `${upright(name, limit)}${text(name, px(limit), 22, Number(limit.toPrecision(3)).toString())}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" class="rates-03" viewBox="0 0 ${width} ${height}">
<style>.rates-03 text { font: 15px system-ui, sans-serif } .rates-03 text, .rates-03 rect { fill: currentColor } .rates-03 polyline, .rates-03 line { fill: none; stroke: currentColor } .rates-03 polyline { stroke-width: 2.5 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${[4, 2, 0, -2, -4].map(level).join("")}
${[0.0001, 0.001, 0.01, 0.1, 1].map((rate) => text("ink", px(rate), height - 28, String(rate))).join("")}${text("ink", width / 2, height - 8, "η")}
${walls.join("\n")}
${(["years", "centred"] as const).map(curve).join("\n")}
</svg>
`;
}
