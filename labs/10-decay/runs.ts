import { kept, marks, type Name, warmed } from "./provided/trainings.ts";

/* What the trainings of BigModel measured: the lesson's tables of them, and its opening picture. */

export const line = (cells: readonly (string | number)[], width = 10): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? 15 : width)).join("");
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + each, 0) / values.length;
const range = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(3)}–${Math.max(...values).toFixed(3)}`;

/** The mean loss over the seeds after each of three epochs; at the end their range and the mean accuracy. */
const learned = (name: Name, label: string = name): string => {
  const all = kept().runs[name];
  const epochs = all[0]!.losses.length / 3;
  const after = (epoch: number): readonly number[] => all.map(({ losses }) => losses[epoch * epochs - 1]!);
  const accuracy = mean(all.map(({ accuracies }) => accuracies.at(-1)!));
  const losses = [1, 2, 3].map((epoch) => mean(after(epoch)).toFixed(3));
  return line([label, ...losses, range(after(3)), `${(100 * accuracy).toFixed(1)} %`], 13);
};
const epochs = ["epoch 1", "epoch 2", "epoch 3", "range", "right"];

export function rates(): readonly string[] {
  const names: readonly Name[] = [
    "constant 0.3",
    "constant 0.1",
    "constant 0.03",
    "constant 0.01",
    "cosine 0.1",
    "linear 0.1",
    "staircase 0.1",
    "time-based 0.1",
  ];
  return [line(["rate", ...epochs], 13), ...names.map((name) => learned(name))];
}

/** Gradient descent on the network at 0.3, from the first step or after a warm-up: the rate, and the mean of 2/L. */
export function warm(): readonly string[] {
  const { sharpness } = kept();
  const wall = (name: keyof typeof warmed, i: number): string =>
    mean(sharpness[name].map((all) => 2 / all[i]!)).toFixed(3);
  const rows = (name: keyof typeof warmed): readonly string[] => [
    line([name, ...marks.map((t) => warmed[name](t).toFixed(3))], 8),
    line(["2/L", ...marks.map((_, i) => wall(name, i))], 8),
  ];
  return [
    line(["step", ...marks], 8),
    ...rows("η = 0.3"),
    ...rows("warm-up"),
    "",
    line(["rate", ...epochs], 13),
    learned("cosine 0.3"),
    learned("warm-up 0.3"),
    learned("cosine 0.1"),
  ];
}

export function bigModel(): readonly string[] {
  const names: readonly (readonly [Name, string])[] = [
    ["Adam, chapter", "0.1, stairs"],
    ["Adam 0.01", "0.01"],
    ["Adam 0.001", "0.001"],
    ["Adam cosine 0.01", "0.01 → 0"],
  ];
  return [line(["Adam at", ...epochs], 13), ...names.map(([name, label]) => learned(name, label))];
}

/** The network with a rate that is held at 0.1 and then falls in a straight line, over stretches of different lengths at the end. */
export const last = (): readonly string[] => [
  line(["last", ...epochs], 13),
  learned("constant 0.1", "0"),
  learned("last 188", "188"),
  learned("last 625", "625"),
  learned("linear 0.1", "1875"),
];

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  large: ["#b4420f", "#ff9a66"],
  small: ["#27762f", "#7fd18a"],
  falling: ["#1f5fbf", "#7fb0ff"],
} as const;
const styled = (shade: 0 | 1): string =>
  Object.entries(colors)
    .map(([name, shades]) => `.runs-10 .${name} { color: ${shades[shade]} }`)
    .join(" ");

/** How each curve is dashed and labelled, and where the label is drawn: at a number of epochs, and at a loss. */
const curves = {
  large: ["constant 0.1", "6 4", "0.1", 1.44, 0.607],
  small: ["constant 0.01", "2 3", "0.01", 0.64, 0.83],
  falling: ["cosine 0.1", "none", "0.1 → 0", 2.2, 0.362],
} as const;

/** The loss on pictures that the network never saw against the epochs, of one seed. */
export function opening(): string {
  const [width, height] = [640, 300];
  const px = (epoch: number): string => (56 + (epoch / 3) * (width - 76)).toFixed(1);
  const py = (loss: number): string => (16 + ((1.05 - loss) / 0.7) * (height - 56)).toFixed(1);
  const text = (name: string, x: string | number, y: string | number, words: string, anchor = "middle") =>
    `<text class="${name}" x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
  const curve = (name: keyof typeof curves): string => {
    const [run, dashes, label, epoch, loss] = curves[name];
    const { losses } = kept().runs[run][0]!;
    const points = losses.map((each, i) => `${px((i + 1) / 5)},${py(Math.min(each, 1.05))}`);
    return `<polyline class="${name}" stroke-dasharray="${dashes}" points="${points.join(" ")}"/>${text(name, px(epoch), py(loss), `η = ${label}`, "start")}`;
  };
  const level = (loss: number): string =>
    `<line class="grid" x1="56" x2="${width - 20}" y1="${py(loss)}" y2="${py(loss)}"/>${text("ink", 48, Number(py(loss)) + 5, loss.toFixed(1), "end")}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" class="runs-10" viewBox="0 0 ${width} ${height}">
<style>.runs-10 text { font: 15px system-ui, sans-serif } .runs-10 text, .runs-10 rect { fill: currentColor } .runs-10 polyline, .runs-10 line { fill: none; stroke: currentColor } .runs-10 polyline { stroke-width: 2 }
${styled(0)}
@media (prefers-color-scheme: dark) { ${styled(1)} }</style>
<rect class="paper" width="${width}" height="${height}"/>
${[0.4, 0.6, 0.8, 1].map(level).join("")}
${[0, 1, 2, 3].map((at) => text("ink", px(at), height - 14, String(at))).join("")}
${(["large", "small", "falling"] as const).map(curve).join("\n")}
</svg>
`;
}
