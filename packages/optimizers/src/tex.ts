import type { Algebra } from "./algebra.ts";
import { refuse } from "./program.ts";
import { checkRule, inputsOf, type Rule } from "./rule.ts";

/** A formula and how tightly its outermost operation binds: 1 a sum, 2 a product, 3 a symbol. */
interface Formula {
  readonly tex: string;
  readonly binds: 1 | 2 | 3;
}

const formula = (tex: string, binds: Formula["binds"]): Formula => ({ tex, binds });
function read(a: Formula | number): Formula {
  if (typeof a === "number") return formula(String(a), 3);
  return typeof (a as Partial<Formula> | undefined)?.tex === "string" ? a : refuse("equations");
}
const wrapped = (tex: string): string => `\\left(${tex}\\right)`;
const within = (a: Formula | number, binds: number): string =>
  read(a).binds < binds ? wrapped(read(a).tex) : read(a).tex;

/** The rule as TeX; the quantities it names are collected in `definitions`. */
const formulas = (definitions: Map<string, string>): Algebra<Formula> => ({
  add: (a, b) => formula(`${within(a, 1)} + ${within(b, 1)}`, 1),
  sub: (a, b) => formula(`${within(a, 1)} - ${within(b, 2)}`, 1),
  mul: (a, b) => formula(`${within(a, 2)}\\,${within(b, 2)}`, 2),
  div: (a, b) => formula(`\\frac{${read(a).tex}}{${read(b).tex}}`, 3),
  pow: (a, b) => formula(`${within(a, 3)}^{${read(b).tex}}`, 3),
  neg: (a) => formula(`-${within(a, 2)}`, 1),
  sqrt: (a) => formula(`\\sqrt{${read(a).tex}}`, 3),
  square: (a) => formula(`${within(a, 3)}^{2}`, 3),
  sign: (a) => formula(`\\operatorname{sign}${wrapped(read(a).tex)}`, 3),
  abs: (a) => formula(`\\lvert ${read(a).tex}\\rvert`, 3),
  maximum: (a, b) => formula(`\\max${wrapped(`${read(a).tex},\\,${read(b).tex}`)}`, 3),
  named(symbol, a) {
    definitions.set(symbol, read(a).tex);
    return formula(symbol, 3);
  },
});

const symbols: Readonly<Record<string, string>> = {
  g: "g_t",
  p: String.raw`\theta_{t-1}`,
  t: "t",
  learningRate: String.raw`\eta`,
  momentum: String.raw`\beta`,
  beta: String.raw`\beta`,
  beta1: String.raw`\beta_1`,
  beta2: String.raw`\beta_2`,
  rho: String.raw`\rho`,
  epsilon: String.raw`\epsilon`,
  momentumDecay: String.raw`\psi`,
  weightDecay: String.raw`\lambda`,
  initialAccumulator: "a",
};

/**
 * The equations of a rule as TeX, derived from the code that runs, so a page and the code cannot disagree: one for each
 * moment, then the parameter's.
 *
 * @throws KindError when it is not a rule, or does not compute with the algebra.
 * @example
 * ```ts
 * import { equations, momentum } from "@downhill/optimizers";
 * equations(momentum.rule); // ["v_t = \\beta\\,v_{t-1} + g_t", "\\theta_t = \\theta_{t-1} - \\eta\\,v_t"]
 * ```
 */
export function equations<State extends string, H extends string>(rule: Rule<State, H>): string[] {
  checkRule("equations", rule);
  const past = new Set<string>(rule.state);
  const symbol = (name: string) => (past.has(name) ? `${name}_{t-1}` : (symbols[name] ?? name));
  const definitions = new Map<string, string>();
  const outputs = rule.step(
    formulas(definitions),
    inputsOf(rule, (name) => formula(symbol(name), 3)),
  );
  const moments = rule.state.map((name) => ({ now: `${name}_t`, tex: read(outputs[name]).tex }));
  /** The formula with each of these moments replaced by its symbol. */
  const using = (known: typeof moments, tex: string): string =>
    known
      .toSorted((a, b) => b.tex.length - a.tex.length)
      .reduce(
        (text, { now, tex: moment }) => text.replaceAll(wrapped(moment), now).replaceAll(moment, now),
        tex,
      );
  const lines: string[] = [];
  const say = (left: string, right: string, known = moments): void => {
    const text = using(known, right);
    for (const [name, meaning] of definitions) {
      if (text.includes(name) && definitions.delete(name)) say(name, meaning);
    }
    lines.push(`${left} = ${text}`);
  };
  for (const [name, hyper] of Object.entries(rule.begins ?? {}))
    lines.push(`${name}_0 = ${symbol(String(hyper))}`);
  moments.forEach(({ now, tex }, i) => say(now, tex, moments.slice(0, i)));
  const update = using(moments, read(outputs.update).tex);
  say("\\theta_t", `${symbols.p!} ${update.startsWith("-") ? `- ${update.slice(1)}` : `+ ${update}`}`);
  return lines;
}
