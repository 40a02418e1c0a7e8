import { grad } from "@downhill/autograd";
import { softmaxCrossEntropy } from "@downhill/nn";
import { globalNorm } from "@downhill/optimizers";
import {
  add,
  key,
  matmul,
  mul,
  normal,
  reference,
  relu,
  split,
  type Tensor,
  useBackend,
  zeros,
} from "@downhill/tensor";
import type * as Solution from "./key/solution.ts";
import { clothes, widths } from "./provided/clothes.ts";
import { expectation } from "./provided/expectation.ts";
import { plain, withBlocks } from "./provided/network.ts";

/* The gradient's length in each layer of a deep network, for four networks: as curves, and as part of an SVG. */

type Layers = Solution.Layers;
/** What the curves are computed with: the learner's functions, or those of the packages. */
export type Parts = Pick<
  typeof Solution,
  "gradientNorms" | "initialise" | "he" | "residualBlock" | "nextVariance" | "gradientFactor"
>;
export type Name = "small" | "he" | "large" | "residual";

/** What the learner writes, in the words of the packages. */
export const packaged: Parts = {
  gradientNorms: async (loss, layers) =>
    Promise.all(
      grad(loss)(layers).map(async ({ w, b }) => ({
        w: await globalNorm(w).item(),
        b: await globalNorm(b).item(),
      })),
    ),
  initialise: (key, widths, draw) =>
    split(key, widths.length - 1).map((own, l) => ({
      w: draw(own, [widths[l]!, widths[l + 1]!]),
      b: zeros([widths[l + 1]!]),
    })),
  he: (key, shape, gain) => mul(normal(key, shape), gain / Math.sqrt(shape[0]!)),
  residualBlock: ({ w, b }, x, scale) => add(x, mul(add(matmul(relu(x), w), b), scale)),
  nextVariance: (f, gain, q) => gain ** 2 * expectation((z) => f(Math.sqrt(q) * z) ** 2),
  gradientFactor: (slope, gain, q) => gain ** 2 * expectation((z) => slope(Math.sqrt(q) * z) ** 2),
};

export interface Curve {
  readonly name: Name;
  readonly norms: readonly Solution.Norms[];
  /** What variance propagation predicts for the biases, starting at the last hidden layer's gradient; there is none for residual blocks. */
  readonly predicted: readonly number[];
}

const hidden = widths.length - 2;
const units = widths[1]!;
/** The standard deviation of the weights of hidden layers. */
const deviations = { small: 0.1, he: Math.sqrt(2 / units), large: 0.5 } as const;
const scale = 1 / Math.sqrt(hidden);

/** How the weights of a network are drawn. */
export const drawing =
  (name: Name, he: Parts["he"]): Parameters<Parts["initialise"]>[2] =>
  (own, shape) =>
    name === "small" || name === "large"
      ? mul(normal(own, shape), deviations[name])
      : he(own, shape, Math.SQRT2);

/** A network's logits. */
export const logitsOf = (name: Name, layers: Layers, x: Tensor, block: Parts["residualBlock"]): Tensor =>
  name === "residual" ? withBlocks(layers, x, block, scale) : plain(layers, x, relu);

/** The four curves, on 64 images, from one seed. */
export async function curves(parts: Parts, seed: number): Promise<readonly Curve[]> {
  using _ = useBackend(reference);
  const { x, y } = await clothes(64);
  const found: Curve[] = [];
  for (const name of ["small", "he", "large", "residual"] as const) {
    const layers = parts.initialise(key(seed), widths, drawing(name, parts.he));
    const norms = await parts.gradientNorms(
      (at) => softmaxCrossEntropy(logitsOf(name, at, x, parts.residualBlock), y),
      layers,
    );
    found.push({ name, norms, predicted: name === "residual" ? [] : predictions(parts, name, norms) });
  }
  return found;
}

/** From the last hidden layer towards the first, each squared gradient is the one after it times its factor. */
function predictions(
  { nextVariance, gradientFactor }: Parts,
  name: keyof typeof deviations,
  norms: readonly Solution.Norms[],
): readonly number[] {
  const gain = deviations[name] * Math.sqrt(units);
  const factors: number[] = [];
  for (let l = 1, q = 1; l < hidden; l++) {
    factors.push(gradientFactor((z) => (z > 0 ? 1 : 0), gain, q));
    q = nextVariance((z) => Math.max(z, 0), gain, q);
  }
  return factors.reduceRight(
    (later, factor) => [later[0]! * Math.sqrt(factor), ...later],
    [norms[hidden - 1]!.b],
  );
}

/** Each part's colour on a light page and on a dark one. */
const colors = {
  paper: ["#fffdf8", "#16191f"],
  ink: ["#22262e", "#e8eaf0"],
  grid: ["#d5d8df", "#3a404c"],
  small: ["#b4420f", "#ff9a66"],
  he: ["#1f5fbf", "#7fb0ff"],
  large: ["#8a2a7c", "#e08fd2"],
  residual: ["#27762f", "#7fd18a"],
} as const;

/** The colours' style sheet for an SVG of this class. */
export function styleOf(svg: string): string {
  const shaded = (shade: 0 | 1): string =>
    Object.entries(colors)
      .map(([name, shades]) => `.${svg} .${name} { color: ${shades[shade]} }`)
      .join(" ");
  return `<style>.${svg} text { font: 15px system-ui, sans-serif } .${svg} text, .${svg} rect, .${svg} path { fill: currentColor } .${svg} polyline, .${svg} line { fill: none; stroke: currentColor; stroke-width: 2 } .${svg} .grid { stroke-width: 1 } .${svg} .predicted { stroke-width: 1.5; stroke-dasharray: 1 4 }
${shaded(0)}
@media (prefers-color-scheme: dark) { ${shaded(1)} }</style>`;
}

const [left, right] = [72, 540];
const px = (layer: number): number => left + ((layer - 1) / hidden) * (right - left);
const text = (name: string, x: number, y: number, words: string | number, anchor = "middle"): string =>
  `<text class="${name}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;

/** A different mark for each curve. */
const marks: Readonly<Record<Name, (x: number, y: number) => string>> = {
  small: (x, y) => `M${x - 4} ${y + 3.5}h8l-4 -8z`,
  he: (x, y) => `M${x - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
  large: (x, y) => `M${x - 4} ${y - 3.5}h8l-4 8z`,
  residual: (x, y) => `M${x - 3.5} ${y - 3.5}h7v7h-7z`,
};
const labels: Readonly<Record<Name, string>> = {
  small: "σ = 0.1",
  he: "σ = 0.25",
  large: "σ = 0.5",
  residual: "residual · 残差",
};

/** One panel: the gradient's length in each layer's biases or weights, on a logarithmic axis. */
export function panel(
  part: "w" | "b",
  title: string,
  [top, bottom]: readonly [number, number],
  all: readonly Curve[],
): string {
  const [low, high] = [-10, 8];
  const py = (value: number): number => {
    const power = value > 0 ? Math.log10(value) : low;
    return top + ((high - Math.min(Math.max(power, low), high)) / (high - low)) * (bottom - top);
  };
  const levels = Array.from({ length: (high - low) / 2 + 1 }, (_, i) => low + 2 * i).map((power) => {
    const [y, sign] = [py(10 ** power), String(power).replace("-", "−")];
    const words = power === 0 ? "1" : `10<tspan dy="-6" font-size="11">${sign}</tspan>`;
    return `<line class="grid" x1="${left}" x2="${right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>${text("ink", left - 10, y + 5, words, "end")}`;
  });
  const ticks = [1, 5, 10, 15, 20].map((layer) => text("ink", px(layer), bottom + 20, layer));
  const drawn = all.map(({ name, norms, predicted }) => {
    const places = norms.map((each, l) => [px(l + 1), py(each[part])].map((at) => Number(at.toFixed(1))));
    const dotted = part === "w" ? [] : predicted.map((each, l) => [px(l + 1), py(each)]);
    const line = (kind: string, points: readonly (readonly number[])[]): string =>
      `<polyline class="${kind}" points="${points.map((each) => each.map((at) => at.toFixed(1)).join(",")).join(" ")}"/>`;
    return `<g class="${name}">${line("measured", places)}${line("predicted", dotted)}<path d="${places.map(([x = 0, y = 0]) => marks[name](x, y)).join("")}"/></g>`;
  });
  return [...levels, ...ticks, text("ink", left, top - 14, title, "start"), ...drawn].join("\n");
}

/** What each mark means, to the right of the panels. */
export const legend = (top: number): string =>
  (["large", "he", "residual", "small"] as const)
    .map((name, i) => {
      const y = top + 28 * i;
      return `<path class="${name}" d="${marks[name](right + 24, y)}"/>${text(name, right + 38, y + 5, labels[name], "start")}`;
    })
    .join("");
