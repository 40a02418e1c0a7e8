import { grad } from "@downhill/autograd";
import { binaryCrossEntropy, meanSquaredError } from "@downhill/nn";
import { sigmoid, type Tensor, tensor } from "@downhill/tensor";

/* The lesson's opening: two losses of the course's packages teach one logit that it is wrong. The label is 1. */

export type Loss = (logit: Tensor, label: Tensor) => Tensor;
export const losses = {
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
export async function path(name: Name, start: number, end: number, steps = Infinity): Promise<number[]> {
  const all = [start];
  while (all.at(-1)! <= end && all.length <= steps)
    all.push(all.at(-1)! - (await slopeOf(name, all.at(-1)!)));
  return all;
}

/** Each part's colour on a light page and on a dark one. */
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

/** How each curve is dashed, what it is called, and where its name stands: at a step, and at a probability. */
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
