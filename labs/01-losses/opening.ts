import { grad } from "@downhill/autograd";
import { binaryCrossEntropy, meanSquaredError } from "@downhill/nn";
import { sigmoid, type Tensor, tensor } from "@downhill/tensor";

/* Two losses of the course's packages teach one logit that it is wrong, as the lesson's opening and two of its tables. The label is 1. */

type Loss = (logit: Tensor, label: Tensor) => Tensor;
const losses = {
  squared: (logit, label) => meanSquaredError(sigmoid(logit), label),
  entropy: (logit, label) => binaryCrossEntropy(logit, label),
} as const satisfies Record<string, Loss>;
export type Name = keyof typeof losses;

export const probability = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** The slope of a loss at a logit, for label 1. */
export const slopeOf = async (name: Name, logit: number): Promise<number> => {
  const slope = grad((z: Tensor) => losses[name](z, tensor([1])))(tensor([logit]));
  return (await slope.data())[0]!;
};

/** The logit at each step of descent with rate 1, until it is above `end`, or `steps` were taken. */
async function path(name: Name, start: number, end: number, steps = Infinity): Promise<number[]> {
  const all = [start];
  while (all.at(-1)! <= end && all.length <= steps)
    all.push(all.at(-1)! - (await slopeOf(name, all.at(-1)!)));
  return all;
}

/** Cells of a table, right-aligned. */
export const line = (cells: readonly (string | number)[], width = 11, first = width): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? first : width)).join("");
const short = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(1) : value.toFixed(4);

/** How many steps at rate 1 until the right answer's probability is above one half. */
export async function doubt(): Promise<readonly string[]> {
  const row = async (start: number): Promise<string> => {
    const steps = async (name: Name) => (await path(name, start, 0)).length - 1;
    return line([start, short(probability(start)), await steps("squared"), await steps("entropy")]);
  };
  return [line(["z", "p", "(1 − p)²", "−ln p"]), ...(await Promise.all([-2, -4, -6, -8].map(row)))];
}

/** Loss and slope of both at a logit whose label is 1. */
export async function slopes(): Promise<readonly string[]> {
  const row = async (z: number): Promise<string> => {
    const of = async (name: Name) => [
      await losses[name](tensor([z]), tensor([1])).item(),
      await slopeOf(name, z),
    ];
    return line([
      z,
      short(probability(z)),
      ...[...(await of("squared")), ...(await of("entropy"))].map(short),
    ]);
  };
  return [
    line(["z", "p", "(1 − p)²", "slope", "−ln p", "slope"]),
    ...(await Promise.all([-10, -4, -1, 0, 1, 4, 10].map(row))),
  ];
}

/** Each part's colour on a light and on a dark page. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  squared: ["#b4420f", "#ff9a66"],
  entropy: ["#1f5fbf", "#7fb0ff"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.doubt-01 .${name} { color: ${shades[shade]} }`)
    .join(" ");

/** How each curve is dashed, what it is called, and where its name is drawn: at a step, and at a probability. */
const drawn = {
  entropy: ["none", "−ln p", 22, 0.84],
  squared: ["6 4", "(1 − p)²", 176, 0.3],
} as const;

/** The probability of the label against the step, from a logit of −6. */
export async function opening(): Promise<string> {
  const [width, height, steps] = [640, 300, 260];
  const px = (step: number): string => (50 + (step / steps) * (width - 70)).toFixed(1);
  const py = (p: number): string => (20 + (1 - p) * (height - 60)).toFixed(1);
  const text = (name: string, x: string | number, y: string | number, words: string, anchor = "middle") =>
    `<text class="${name}" x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
  const curve = async (name: Name): Promise<string> => {
    const logits = await path(name, -6, Infinity, steps);
    const points = logits.map((z, t) => `${px(t)},${py(probability(z))}`);
    const turn = logits.findIndex((z) => z > 0);
    const [dashes, words, step, p] = drawn[name];
    return `<polyline class="${name}" stroke-dasharray="${dashes}" points="${points.join(" ")}"/>
<circle class="${name}" cx="${px(turn)}" cy="${py(probability(logits[turn]!))}" r="4"/>
${text(name, px(step), py(p), words, "start")}${text(name, Number(px(turn)) + 10, Number(py(0.5)) + 18, String(turn), "start")}`;
  };
  const level = (p: number): string =>
    `<line class="grid" x1="50" x2="${width - 20}" y1="${py(p)}" y2="${py(p)}"/>${text("ink", 42, Number(py(p)) + 5, String(p), "end")}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="doubt-01" viewBox="0 0 ${width} ${height}">
<style>.doubt-01 text { font: 15px system-ui, sans-serif } .doubt-01 text, .doubt-01 rect, .doubt-01 circle { fill: currentColor } .doubt-01 polyline, .doubt-01 line { fill: none; stroke: currentColor } .doubt-01 polyline { stroke-width: 2.5 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${[0, 0.5, 1].map(level).join("")}
${[0, 50, 100, 150, 200, 250].map((t) => text("ink", px(t), height - 12, String(t))).join("")}
${(await Promise.all([curve("entropy"), curve("squared")])).join("\n")}
</svg>
`;
}
