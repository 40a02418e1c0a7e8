import { readFileSync } from "node:fs";
import * as optimizers from "@downhill/optimizers";
import { defaultBackend, reference, useBackend } from "@downhill/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import * as ours from "./pages/ours.ts";
import { languages, type Language, rowsOf, sectionsOf, textOf } from "./pages/page.ts";

/*
 * Every cell of the tables of docs/reference/conventions.md: ours from the packages, the others' from
 * test/oracles/defaults.json, which test/oracles/defaults.py writes by asking PyTorch, Keras and optax themselves.
 */
type Cell = number | string | boolean | null | readonly (number | string)[];
type Asked = Readonly<Partial<Record<string, Cell>>>;
interface Oracle {
  readonly source: {
    readonly library: string;
    readonly version: string;
    readonly others: readonly { readonly library: string; readonly version: string }[];
  };
  readonly optimizers: Readonly<Record<string, Readonly<Record<string, Asked>>>>;
  readonly labelDtypes: Asked;
}
type Group =
  | "signatures"
  | "momentum"
  | "epsilons"
  | "corrections"
  | "decays"
  | "penalties"
  | "losses"
  | "clipping"
  | "layers";
const oracle = JSON.parse(readFileSync(new URL("oracles/defaults.json", import.meta.url), "utf8")) as Oracle &
  Readonly<Record<Group, Readonly<Record<string, Asked>>>>;

/** Words that a cell may be, in Chinese. */
const chinese: Readonly<Record<string, string>> = { required: "必填", off: "不启用", reference: "参考后端" };

/** A cell as the page shows it: numbers with four digits at most, lists as shapes, words as code. */
function shown(cell: Cell | undefined): string {
  if (cell === undefined || cell === "none") return "—";
  if (cell === null) return "off";
  if (cell === "required") return cell;
  if (typeof cell === "number") return digits(Math.abs(cell));
  if (typeof cell !== "object") return `\`${String(cell)}\``;
  return typeof cell[0] === "number" ? `[${cell.join(",")}]` : cell.map((each) => `\`${each}\``).join(", ");
}

/** Four digits, or as many as tell a number from 1. */
function digits(x: number): string {
  const rounded = Number(x.toPrecision(Math.abs(1 - x) < 1e-3 ? 8 : 4));
  return rounded > 0 && rounded < 1e-4 ? rounded.toExponential() : String(rounded);
}

/** A row's cells after its label: here, PyTorch, Keras, optax. */
const row = (
  here: string | Cell,
  { torch, keras, optax }: Asked,
  more: Readonly<Record<number, string>> = {},
): string[] =>
  [typeof here === "string" && /`/.test(here) ? here : shown(here), ...[torch, keras, optax].map(shown)].map(
    (cell, i) => (more[i] === undefined ? cell : `${cell}${more[i]}`),
  );

const named = (parts: Readonly<Record<string, number>>): string =>
  Object.entries(parts)
    .map(([name, value]) => `${shown(value)} (\`${name}\`)`)
    .join("; ");

/** The rows of each section's table, in the page's order. */
async function expectedRows(): Promise<Readonly<Record<string, readonly string[][]>>> {
  const { signatures, momentum, epsilons, corrections, decays, penalties, losses, clipping, layers } = oracle;
  const [momenta, eps, corrected, decayed, penalty, lost, clipped, layer, given] = await Promise.all([
    ours.momenta(),
    ours.epsilons(),
    ours.corrections(),
    ours.decays(),
    ours.penalties(),
    ours.losses(),
    ours.clipping(),
    ours.layers(),
    ours.defaults(),
  ]);
  const { momentum: sum, momentumClassical, momentumMean } = momenta;
  const also = (value: Cell | undefined, name: string) => `; ${shown(value)} (\`${name}\`)`;
  return {
    momentum: [
      row(named({ momentum: sum, momentumClassical, momentumMean }), momentum.second!),
      row(
        named({ momentumMean: momenta.firstOfMean }),
        { torch: momentum.dampening!.torch },
        { 1: " (`dampening=0.9`)" },
      ),
      row(momenta.nesterov, momentum.nesterov!),
    ],
    epsilon: [
      row(named({ rmsprop: eps.outside, rmspropEpsInside: eps.inside }), epsilons.rmsprop!, {
        3: also(epsilons.rmsprop!.optaxOutside, "eps_in_sqrt=False"),
      }),
      row(eps.adam, epsilons.adam!, { 3: also(epsilons.adam!.optaxInside, "eps_root") }),
    ],
    "bias-correction": [
      row(corrected.adam, corrections.adam!),
      row(corrected.rmsprop, corrections.rmsprop!, {
        3: also(corrections.rmsprop!.optaxCorrected, "bias_correction=True"),
      }),
    ],
    "weight-decay": [
      row(named({ decay: decayed.sgd, l2: decayed.sgdPenalty }), decays.sgd!),
      row(named({ l2: decayed.adamPenalty }), decays.adam!),
      row(named({ adamw: decayed.adamw }), decays.adamw!),
      row(named({ l2: penalty.l2 }), penalties.l2!),
      row(named({ l1: penalty.l1 }), penalties.l1!),
      row(given.penalty, { keras: signatures.l2!.keras }),
    ],
    optimizers: defaultRows(),
    losses: [
      row(given.reduction, { ...signatures.reduction, optax: "none" }),
      row(lost.mse, losses.mse!),
      row(lost.mseSum, losses.mseSum!),
      row(lost.square, losses.square!, { 3: also(losses.square!.optaxHalf, "l2_loss") }),
      row(lost.huber, losses.huber!),
      row(lost.tenClasses, losses.tenClasses!),
      row(lost.logits, losses.logits!, { 2: also(losses.logits!.kerasFromLogits, "from_logits=True") }),
      row(given.smoothing, signatures.smoothing!),
      row(lost.smoothed, losses.smoothed!),
    ],
    clipping: [
      row(given.clip, signatures.clip!),
      row(named({ clipByGlobalNorm: clipped.global }), clipping.global!),
      row(named({ clipByNorm: clipped.each }), clipping.each!),
    ],
    initialisation: [
      row(Number(layer.largestWeight.toPrecision(2)), layers.largestWeight!),
      row(layer.largestBias, layers.largestBias!),
      row(given.layerNorm, signatures.layerNorm!),
      row(given.batchNorm, signatures.batchNorm!),
      row(layer.runningMean, layers.runningMean!),
      row(layer.runningVariance, layers.runningVariance!),
    ],
    shapes: [
      row(layer.dense, layers.dense!),
      row(layer.filter, layers.filter!),
      row(layer.image, layers.image!),
      row(ours.labelDtypes(), oracle.labelDtypes),
      row(`\`${given.reference}\` (reference); \`${given.wasm}\``, signatures.dtype!),
    ],
  };
}

/** A row for each default of our rules that another library has too. */
function defaultRows(): string[][] {
  const rules = optimizers as unknown as Readonly<
    Record<string, { readonly rule: { readonly hyper: Readonly<Record<string, number>> } }>
  >;
  return Object.entries(oracle.optimizers).flatMap(([name, settings]) =>
    Object.entries(settings).map(([setting, asked]) => [
      `\`${name}\``,
      `\`${setting}\``,
      ...row(rules[name]!.rule.hyper[setting]!, asked),
    ]),
  );
}

let expected: Readonly<Record<string, readonly string[][]>>;
beforeAll(async () => {
  using _ = useBackend(reference);
  expected = await expectedRows();
  expect(defaultBackend()).toBe(reference);
});

/** A cell in a language: its words, and in Chinese its brackets and semicolons too. */
const translated = (cell: string, language: Language): string =>
  language === "en"
    ? cell
    : (chinese[cell] ?? cell)
        .replaceAll(/ \((`[^`]+`|reference)\)/g, (_, inner: string) => `（${chinese[inner] ?? inner}）`)
        .replaceAll("; ", "；");

describe.each(languages)("conventions, %s", (language) => {
  test("the tables match what the libraries do", () => {
    const stated = sectionsOf("conventions", language)
      .map(({ id, body }) => [id, rowsOf(body)] as const)
      .filter(([, rows]) => rows.length > 0);
    const cells = Object.fromEntries(
      stated.map(([id, rows]) => [id, rows.map((cells) => (id === "optimizers" ? cells : cells.slice(1)))]),
    );
    const wanted = Object.fromEntries(
      Object.entries(expected).map(([id, rows]) => [
        id,
        rows.map((cells) => cells.map((cell) => translated(cell, language))),
      ]),
    );
    expect(cells).toEqual(wanted);
  });

  test("the page names the versions that were asked", () => {
    const { library, version, others } = oracle.source;
    for (const each of [{ library, version }, ...others])
      expect(
        textOf("conventions", language)
          .replaceAll(/PyTorch/g, "torch")
          .toLowerCase(),
      ).toContain(`${each.library} ${each.version}`);
  });
});

test("each library's convention is one of ours", async () => {
  using _ = useBackend(reference);
  const { momentum, momentumClassical } = await ours.momenta();
  const { second } = oracle.momentum;
  expect([second!.torch, second!.keras, second!.optax].map((x) => -Number(x))).toEqual(
    [momentum, momentumClassical, momentum].map((x) => Number(x.toPrecision(6))),
  );
  const { inside, outside, adam, adamAsKeras } = await ours.epsilons();
  const { rmsprop, adam: adams } = oracle.epsilons;
  const six = (x: number) => Number(x.toPrecision(6));
  expect([rmsprop!.torch, rmsprop!.keras, rmsprop!.optax].map((x) => -Number(x))).toEqual(
    [outside, inside, inside].map(six),
  );
  expect([adams!.torch, adams!.keras, adams!.optax].map((x) => -Number(x))).toEqual(
    [adam, adamAsKeras, adam].map(six),
  );
});

test("the page's statements in words are true", () => {
  const { signatures, layers, clipping } = oracle;
  for (const language of languages) {
    const page = textOf("conventions", language);
    for (const word of [signatures.weights, signatures.bias, signatures.images])
      expect(page).toContain(`\`${String(word!.keras)}\``);
  }
  expect(signatures.fromLogits!.keras).toBe(false);
  // Uniform below a bound, of 40,000 draws the largest is next to it.
  const [uniform, xavier] = [1 / Math.sqrt(400), Math.sqrt(6 / 500)];
  expect(Number(layers.largestWeight!.torch) / uniform).toBeCloseTo(1, 2);
  expect(Number(layers.largestBias!.torch) / uniform).toBeCloseTo(1, 1);
  expect(Number(layers.largestWeight!.keras) / xavier).toBeCloseTo(1, 2);
  expect(clipping.global!.torch).toBeCloseTo(5 / (5 + 1e-6), 8);
  expect(1 / Math.sqrt(1 - 0.999)).toBeCloseTo(32, -1);
});
