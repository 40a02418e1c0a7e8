import { readFileSync } from "node:fs";
import path from "node:path";
import * as optimizers from "@downhill/optimizers";
import type { Language } from "./kinds.ts";

/** The libraries whose defaults test/oracles/defaults.json states, from their own signatures. */
export const libraries = ["torch", "keras", "optax"] as const;
export type Library = (typeof libraries)[number];

/** What a library calls an optimizer's setting, and its default: "required", or "off" where there is nothing. */
export interface Elsewhere {
  readonly name: string;
  readonly value: string;
}

/** A setting of an optimizer: what it is called, what it means, and its default here and elsewhere. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
  readonly elsewhere: Partial<Readonly<Record<Library, Elsewhere>>>;
}

const lr = ["lr", "learning_rate", "learning_rate"];
const eps = ["eps", "epsilon", "eps"];
const decay = ["weight_decay", "weight_decay", "weight_decay"];

/** What the libraries call our settings; a rule's own line goes before that of all rules. */
const names: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  all: {
    learningRate: lr,
    epsilon: eps,
    weightDecay: decay,
    momentum: ["momentum", "momentum", "momentum"],
    rho: ["rho", "rho", "rho"],
    beta1: ["betas[0]", "beta_1", "b1"],
    beta2: ["betas[1]", "beta_2", "b2"],
    initialAccumulator: Array.from({ length: 3 }, () => "initial_accumulator_value"),
  },
  rmsprop: { beta: ["alpha", "rho", "decay"] },
};

const meanings: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  learningRate: { en: "$\\eta$, the learning rate", zh: "$\\eta$，学习率" },
  momentum: {
    en: "$\\beta$, how much of the velocity survives a step",
    zh: "$\\beta$，走一步之后，速度留下多少",
  },
  beta: {
    en: "$\\beta$, how much of the running mean survives a step",
    zh: "$\\beta$，走一步之后，移动平均留下多少",
  },
  beta1: {
    en: "$\\beta_1$, how much of the first running mean survives a step",
    zh: "$\\beta_1$，走一步之后，第一个移动平均留下多少",
  },
  beta2: {
    en: "$\\beta_2$, how much of the second running mean survives a step",
    zh: "$\\beta_2$，走一步之后，第二个移动平均留下多少",
  },
  epsilon: { en: "$\\epsilon$, what keeps the divisor from being 0", zh: "$\\epsilon$，使除数不为 0" },
  weightDecay: {
    en: "$\\lambda$; per step each parameter loses the share $\\eta\\lambda$",
    zh: "$\\lambda$；每一步，每个参数缩小自身的 $\\eta\\lambda$",
  },
  rho: {
    en: "$\\rho$, how much of both running means survives a step",
    zh: "$\\rho$，走一步之后，两个移动平均各留下多少",
  },
  initialAccumulator: { en: "$a$, the sum of squares at the start", zh: "$a$，平方和的初值" },
  momentumDecay: {
    en: "$\\psi$, how fast the momentum grows to $\\beta_1$",
    zh: "$\\psi$，动量升到 $\\beta_1$ 有多快",
  },
};

type Stated = Readonly<
  Record<string, Readonly<Record<string, Partial<Record<Library, number | string | null>>>>>
>;
let stated: Stated | undefined;

function statedIn(root: string): Stated {
  const file = path.join(root, "test/oracles/defaults.json");
  stated ??= (JSON.parse(readFileSync(file, "utf8")) as { readonly optimizers: Stated }).optimizers;
  return stated;
}

/** A number as the pages write it: 0.001, but 1e-8. */
export const shown = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);

/** The hyper-parameters of an optimizer that is a rule, such as `adam`, with their defaults; none of another function. */
export function hyperOf(name: string): Readonly<Record<string, number>> | undefined {
  const exported = (optimizers as Readonly<Record<string, unknown>>)[name];
  if (typeof exported !== "function" || !("rule" in exported)) return undefined;
  return (exported.rule as { readonly hyper: Readonly<Record<string, number>> }).hyper;
}

/**
 * The settings of an optimizer.
 *
 * @throws {Error} If a setting has no meaning, or a default that was measured no name.
 */
export function settingsOf(root: string, name: string, language: Language): readonly Setting[] {
  const hyper = hyperOf(name) ?? {};
  return Object.entries(hyper).map(([setting, value]) => {
    const meaning = meanings[setting]?.[language];
    if (meaning === undefined) throw new Error(`settings.ts does not say what ${setting} of ${name} means.`);
    const measured = statedIn(root)[name]?.[setting] ?? {};
    const elsewhere = Object.fromEntries(
      libraries.flatMap((library, i) => {
        const theirs = measured[library];
        if (theirs === undefined || theirs === "none") return [];
        const called = (names[name]?.[setting] ?? names["all"]![setting])?.[i];
        if (called === undefined)
          throw new Error(`settings.ts does not say what ${library} calls ${setting}.`);
        const text = theirs === null ? "off" : typeof theirs === "number" ? shown(theirs) : theirs;
        return [[library, { name: called, value: text }]];
      }),
    );
    return { name: setting, value: shown(value), meaning, elsewhere };
  });
}
