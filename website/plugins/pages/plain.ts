const signs: Readonly<Record<string, string>> = {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", varepsilon: "ε", eta: "η", theta: "θ", lambda: "λ",
  mu: "μ", rho: "ρ", sigma: "σ", phi: "φ", psi: "ψ", pi: "π", Delta: "Δ", Phi: "Φ", Theta: "Θ",
  cdot: "·", times: "×", le: "≤", ge: "≥", neq: "≠", sum: "∑", prod: "∏", sqrt: "√", infty: "∞", odot: "⊙",
  land: "∧", lor: "∨", lnot: "¬", max: "max", min: "min", ln: "ln", cos: "cos", sin: "sin", tanh: "tanh",
  dots: "…", leftarrow: "←", circ: "∘", int: "∫", lvert: "|", rvert: "|", lVert: "‖", rVert: "‖",
  lceil: "⌈", rceil: "⌉", lfloor: "⌊", rfloor: "⌋", ast: "*", bmod: "mod", text: "", operatorname: "",
}; // prettier-ignore

/** TeX of a few signs as plain characters. */
const signsOf = (tex: string): string =>
  tex
    .replaceAll(
      /\\frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}|\\frac\s*(\w)\s*(\w)/g,
      (_, a, b, c, d) => `${a ?? c}/${b ?? d}`,
    )
    .replaceAll(/\\(?:[,;! ]|quad|qquad|bigl|bigr|Bigl|Bigr|left|right|tfrac|mathsf|mathcal|mathbf)/g, "")
    .replaceAll(/\\([A-Za-z]+)\s?/g, (_, name: string) => signs[name] ?? name)
    .replaceAll(/[{}\\]/g, "");

/** A sentence of Markdown as plain text, for the description that search engines show: the first sentence of a paragraph. */
export function plain(markdown: string): string {
  const text = markdown
    .replaceAll(/\$([^$]+)\$/g, (_, tex: string) => signsOf(tex))
    .replaceAll(/\{@link (\w+)\}/g, "$1")
    .replaceAll(/[`*]/g, "");
  return /^[^]*?(?:\.(?= [A-Z])|。|$)/.exec(text)![0].trim();
}
