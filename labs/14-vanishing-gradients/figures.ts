/*
 * The tables of this lab's lesson, computed by the course's packages. There is nothing for you to edit here.
 *
 * Run it in this folder: npm run figures            all tables
 *                        npm run figures -- chain   one of them
 *                        npm run -s figures -- opening > opening.svg
 *                        npm run figures -- record  trains the networks of the last two tables again
 */
import { softmaxCrossEntropy } from "@downhill/nn";
import {
  key,
  matmul,
  mul,
  normal,
  reference,
  relu,
  sigmoid,
  split,
  tanh,
  type Tensor,
  useBackend,
  zeros,
} from "@downhill/tensor";
import { type Curve, curves, drawing, legend, packaged, panel, styleOf } from "./chart.ts";
import { clothes, widths } from "./provided/clothes.ts";
import { expectation } from "./provided/expectation.ts";
import { plain } from "./provided/network.ts";
import { kept, record } from "./provided/remedies.ts";

const line = (cells: readonly (string | number)[], width = 10, first = 14): string =>
  cells.map((cell, i) => String(cell).padStart(i === 0 ? first : width)).join("");
const short = (value: number): string => value.toExponential(1).replace("e+", "e");
const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;

/** The slope of a product of equal weights in its first weight. */
function chain(): readonly string[] {
  const lengths = [2, 5, 10, 20, 50];
  return [
    line(["w", ...lengths.map((length) => `L = ${length}`)]),
    ...[0.5, 0.9, 1, 1.1, 1.5, 2].map((w) => line([w, ...lengths.map((length) => short(w ** (length - 1)))])),
  ];
}

type Activation = (z: number) => number;
const logistic: Activation = (z) => 1 / (1 + Math.exp(-z));
/** Activations with their slopes. */
const activations = {
  identity: [(z) => z, () => 1],
  relu: [(z) => Math.max(z, 0), (z) => (z > 0 ? 1 : 0)],
  tanh: [Math.tanh, (z) => 1 - Math.tanh(z) ** 2],
  sigmoid: [logistic, (z) => logistic(z) * (1 - logistic(z))],
} satisfies Record<string, readonly [Activation, Activation]>;

/** The gain that keeps a variance of 1, and the factor of the squared gradient at this gain. */
function gains(): readonly string[] {
  return [
    line(["f", "E[f²]", "gain", "factor"]),
    ...Object.entries(activations).map(([name, [f, slope]]) => {
      const square = expectation((z) => f(z) ** 2);
      const gain = 1 / Math.sqrt(square);
      return line([
        name,
        square.toFixed(4),
        gain.toFixed(4),
        packaged.gradientFactor(slope, gain, 1).toFixed(4),
      ]);
    }),
  ];
}

/** The variance of the sums in layer 20 by propagation, and the mean square of 64 units in ten networks. */
async function propagation(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const ops = { identity: (z: Tensor) => z, relu, tanh, sigmoid };
  const networks = Array.from({ length: 10 }, (_, seed) => {
    const keys = split(key(seed), 21);
    const weights = keys.slice(0, 20).map((own) => packaged.he(own, [64, 64], 1));
    return { x: normal(keys[20]!, [1, 64]), weights };
  });
  const rows: string[] = [line(["f", "gain", "predicted", "measured", "lowest", "highest"])];
  for (const [name, gain] of [
    ["relu", 1],
    ["relu", Math.SQRT2],
    ["relu", 2],
    ["tanh", 1],
    ["tanh", 1.5925],
    ["tanh", 3],
  ] as const) {
    let q = gain ** 2;
    for (let l = 1; l < 20; l++) q = packaged.nextVariance(activations[name][0], gain, q);
    const found: number[] = [];
    for (const { x, weights } of networks) {
      let [a, z] = [x, x];
      for (const w of weights) {
        z = mul(matmul(a, w), gain);
        a = ops[name](z);
      }
      found.push(mean([...(await z.data())].map((each) => each ** 2)));
    }
    rows.push(
      line([name, gain.toFixed(3), ...[q, mean(found), Math.min(...found), Math.max(...found)].map(short)]),
    );
  }
  return rows;
}

/** The gradient's length in biases and weights of some layers: the mean of its logarithm over five seeds, as a power. */
async function norms(): Promise<readonly string[]> {
  const at = [1, 5, 10, 15, 20];
  const runs: (readonly Curve[])[] = [];
  for (const seed of [1, 2, 3, 4, 5]) runs.push(await curves(packaged, seed));
  const typical = (curve: number, l: number, part: "w" | "b"): number =>
    Math.exp(mean(runs.map((run) => Math.log(run[curve]!.norms[l - 1]![part]))));
  const spread = (curve: number, part: "w" | "b"): string => {
    const all = runs.map((run) => run[curve]!.norms[0]![part]);
    return `×${(Math.max(...all) / Math.min(...all)).toFixed(0)}`;
  };
  return (["b", "w"] as const).flatMap((part) => [
    line([`in ${part}, layer`, ...at, "spread"]),
    ...["σ = 0.1", "σ = 0.25", "σ = 0.5", "residual"].map((name, curve) =>
      line([name, ...at.map((l) => short(typical(curve, l, part))), spread(curve, part)]),
    ),
  ]);
}

/** The mean square after 20 square layers without activation, each with its own key or all with one. */
async function keys(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const after = async (seed: number, shared: boolean): Promise<number> => {
    const own = split(key(seed), 21);
    let a = normal(own[20]!, [1, 32]);
    const draw = (l: number): Tensor => packaged.he(own[l]!, [32, 32], 1);
    const first = draw(0);
    for (let l = 0; l < 20; l++) a = matmul(a, shared ? first : draw(l));
    return mean([...(await a.data())].map((each) => each ** 2));
  };
  const rows = [line(["", "median", "lowest", "highest"])];
  for (const shared of [false, true]) {
    const found = [];
    for (let seed = 0; seed < 40; seed++) found.push(await after(seed, shared));
    found.sort((a, b) => a - b);
    rows.push(
      line([
        shared ? "one key" : "own keys",
        ...[(found[19]! + found[20]!) / 2, found[0]!, found.at(-1)!].map(short),
      ]),
    );
  }
  return rows;
}

/** The variance of the stream after residual blocks with He's weights: predicted, and the mean of ten networks. */
async function stream(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const counts = [1, 5, 20, 50];
  const networks = Array.from({ length: 10 }, (_, seed) => {
    const own = split(key(seed), 51);
    const layer = (l: number) => ({ w: packaged.he(own[l]!, [64, 64], Math.SQRT2), b: zeros([64]) });
    return { x: normal(own[50]!, [1, 64]), layers: Array.from({ length: 50 }, (_, l) => layer(l)) };
  });
  const square = async (x: Tensor): Promise<number> => mean([...(await x.data())].map((each) => each ** 2));
  const scales = {
    "s = 1": () => 1,
    "s = 1/√L": (count: number) => 1 / Math.sqrt(count),
    "s = 1/L": (count: number) => 1 / count,
  };
  const rows = [line(["predicted", ...counts.map((count) => `L = ${count}`)])];
  const measured = [line(["measured", ...counts.map((count) => `L = ${count}`)])];
  for (const [name, scale] of Object.entries(scales)) {
    rows.push(line([name, ...counts.map((count) => short((1 + scale(count) ** 2) ** count))]));
    const cells = counts.map(async (count) => {
      const found = networks.map(async ({ x, layers }) => {
        const end = layers
          .slice(0, count)
          .reduce((at, layer) => packaged.residualBlock(layer, at, scale(count)), x);
        return (await square(end)) / (await square(x));
      });
      return short(mean(await Promise.all(found)));
    });
    measured.push(line([name, ...(await Promise.all(cells))]));
  }
  return [...rows, "", ...measured];
}

/** What each remedy does: the gradient's length at the start, and the share of test images that are right at the end. */
const outcomes = (disease: "vanishing" | "exploding") => (): readonly string[] => [
  line(["", "first", "right", "lowest", "highest"], 10, 26),
  ...Object.entries(kept()[disease]).map(([name, found]) => {
    const right = found.map((each) => each.right ?? NaN);
    const cells = [mean(right), Math.min(...right), Math.max(...right)].map((each) =>
      Number.isNaN(each) ? "NaN" : `${(100 * each).toFixed(0)} %`,
    );
    return line([name, short(mean(found.map(({ first }) => first))), ...cells], 10, 26);
  }),
];
const [vanishing, exploding] = [outcomes("vanishing"), outcomes("exploding")];

/** A hundred layers of tanh and of the sigmoid: the variance at the end, and the factor of the gradient's length. */
function depth(): readonly string[] {
  const table = (name: "tanh" | "sigmoid", tried: readonly number[]): readonly string[] => [
    line([name, "q", "gradient"]),
    ...tried.map((gain) => {
      let [q, size] = [1, 1];
      for (let l = 1; l <= 100; l++) {
        size *= packaged.gradientFactor(activations[name][1], gain, q);
        q = packaged.nextVariance(activations[name][0], gain, q);
      }
      return line([gain, short(q), short(Math.sqrt(size))]);
    }),
  ];
  return [
    ...table("tanh", [0.8, 0.9, 1, 1.1, 1.2, 1.5925, 3]),
    "",
    ...table("sigmoid", [1, 2, 4, 6, 8, 12, 20]),
  ];
}

/** He's network with one layer whose weights are multiplied by a factor: the gradient's length in weights. */
async function sick(): Promise<readonly string[]> {
  using _ = useBackend(reference);
  const { x, y } = await clothes(64);
  const rows = [line(["factor", ...[1, 6, 11, 16].map((l) => `layer ${l}`)])];
  for (const factor of [1, 0.4, 0]) {
    const layers = packaged
      .initialise(key(1), widths, drawing("he", packaged.he))
      .map(({ w, b }, l) => ({ w: l === 10 ? mul(w, factor) : w, b }));
    const found = await packaged.gradientNorms((at) => softmaxCrossEntropy(plain(at, x, relu), y), layers);
    rows.push(line([factor, ...[0, 5, 10, 15].map((l) => short(found[l]!.w))]));
  }
  return rows;
}

async function opening(): Promise<string> {
  return `<svg xmlns="http://www.w3.org/2000/svg" class="norms-14" viewBox="0 0 680 350">
${styleOf("norms-14")}
<rect class="paper" width="680" height="350"/>
${panel("b", "‖∂L/∂b‖", [36, 296], await curves(packaged, 1))}
${legend(60)}
<text class="ink" x="306" y="338" text-anchor="middle">layer · 层</text>
</svg>
`;
}
const tables = { chain, gains, propagation, norms, keys, stream, vanishing, exploding, depth, sick };
const asked = process.argv.slice(2);
if (asked.includes("opening")) process.stdout.write(await opening());
else if (asked.includes("record")) await record();
else
  for (const [name, table] of Object.entries(tables))
    if (asked.length === 0 || asked.includes(name)) console.log(`${name}\n${(await table()).join("\n")}\n`);
