import { checkForm, type Form } from "@downhill/tensor";

// The forms of what other functions made and a caller passes on, one refusal for each.

type Check = (owner: string, given: unknown) => void;
const check =
  (name: string, form: Form, en: string, zh: string): Check =>
  (owner, given) =>
    checkForm(owner, name, given, form, { en: `${en}.`, zh: `${zh}。` });

const curve: Form = [["number"]];
const trial: Form = {
  trial: "count",
  budget: "number",
  metric: "number?",
  configuration: "record",
  results: [{ budget: "number", metric: "number" }],
};
const range: Form = { at: "function", spread: "function", scale: "text" };
const spreads: Form = { "*": { mean: "number", deviation: "number" } };
const folds: Form = { folds: [{ metrics: { "*": "number" } }], metrics: spreads };
const numbers = (...names: readonly string[]): Form =>
  Object.fromEntries(names.map((name) => [name, "number"]));

export const pathGiven = (name: string): Check =>
  check(name, "text", 'give a path, such as "out/run"', '请给出路径，例如 "out/run"');
export const historyGiven: Check = check(
  "history",
  [{ step: "number", loss: "number", metrics: { "*": "number" } }],
  "give the history that fit or train returned",
  "请给出 fit 或 train 返回的 history",
);
export const curvesGiven: Check = check(
  "curves",
  { "*": curve },
  "give curves by name, such as { loss: curveOf(history) }",
  "请按名称给出曲线，例如 { loss: curveOf(history) }",
);
export const curveGiven: Check = check(
  "curve",
  curve,
  "give pairs of step and value, such as curveOf(history)",
  "请给出步数与值的数对，例如 curveOf(history)",
);
export const optimizerGiven: Check = check(
  "optimizer",
  { name: "text", init: "function", update: "function" },
  "give one, such as adam()",
  "请给出优化器，例如 adam()",
);
export const modelGiven: Check = check(
  "model",
  { init: "function", apply: "function" },
  "give a layer, such as dense(784, 10)",
  "请给出一层，例如 dense(784, 10)",
);
export const feedbackGiven: Check = check(
  "feedback",
  { init: "function", update: "function" },
  "give one, such as onPlateau()",
  "请给出例如 onPlateau()",
);
export const stateGiven: Check = check(
  "the run",
  { step: "count" },
  "give what train or fit returned",
  "请给出 train 或 fit 的结果",
);
export const spaceGiven: Check = check(
  "space",
  { "*": range },
  "give ranges by name, such as { rate: logUniform(1e-4, 1) }",
  "请按名称给出范围，例如 { rate: logUniform(1e-4, 1) }",
);
export const searchGiven: Check = check(
  "found",
  { trials: [trial], space: { "*": range }, spent: "number" },
  "give what search returned, after await",
  "请给出 search 的结果（先 await）",
);
export const rateRangeGiven: Check = check(
  "range",
  { points: [numbers("rate", "loss", "smoothed")], suggestion: "number" },
  "give what rateRange returned, after await",
  "请给出 rateRange 的结果（先 await）",
);
export const foldsGiven: Check = check(
  "found",
  folds,
  "give what crossValidate or compareOnFolds returned, after await",
  "请给出 crossValidate 或 compareOnFolds 的结果（先 await）",
);
export const comparisonGiven: Check = check(
  "found",
  { a: folds, b: folds, differences: { "*": numbers("mean", "deviation", "t", "p") } },
  "give what compareOnFolds returned, after await",
  "请给出 compareOnFolds 的结果（先 await）",
);
export const reportGiven: Check = check(
  "report",
  {
    backend: "text",
    batch: "number",
    parameters: "number",
    flops: "number",
    bytes: "number",
    kernels: [{ kernel: "text", runs: "number", flops: "number", bytes: "number" }],
    memory: numbers("parameters", "gradients", "optimizer", "activations", "batch", "total"),
    stepsPerSecond: "number",
    peak: numbers("flops", "bandwidth"),
    share: numbers("flops", "bandwidth", "roofline"),
  },
  "give what costReport returned, after await",
  "请给出 costReport 的结果（先 await）",
);
