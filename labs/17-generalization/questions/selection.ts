import { asked, type Draw, fieldsOf, outcome, shorts, typed } from "@downhill/grader/questions";
import { called, type Module } from "./asking.ts";

const names = {
  answer: { en: "the answer", zh: "返回值" },
  place: { en: "place", zh: "place" },
  validation: { en: "validation", zh: "validation" },
  test: { en: "test", zh: "test" },
  "measured on the validation set": {
    en: "how often each model was measured on the validation set",
    zh: "每个模型在验证集上测了几次",
  },
  "measured on the test set": {
    en: "how often each model was measured on the test set",
    zh: "每个模型在测试集上测了几次",
  },
  "when the test set was opened": {
    en: "how many measurements the validation set had seen when the test set was opened",
    zh: "打开测试集时，验证集已经测过几次",
  },
  "models afterwards": { en: "the list of models afterwards", zh: "事后的模型列表" },
};

/** Models are numbers, multiples of 3 down to 0: none is its own place by chance, and one is falsy. */
const modelsOf = (count: number): number[] => Array.from({ length: count }, (_, i) => 3 * (count - 1 - i));

/** What is to be seen of a selection. */
function seen({ select }: Module, validation: readonly number[], test: readonly number[]) {
  const models = modelsOf(validation.length);
  const counts = { validation: validation.map(() => 0), test: validation.map(() => 0) };
  let opened = -1;
  const place = (model: number): number => validation.length - 1 - model / 3;
  const total = (): number => counts.validation.reduce((sum, each) => sum + each, 0);
  const answer = outcome(() =>
    fieldsOf(
      select(
        models,
        (model) => {
          counts.validation[place(model)]!++;
          return validation[place(model)] ?? NaN;
        },
        (model) => {
          if (opened < 0) opened = total();
          counts.test[place(model)]!++;
          return test[place(model)] ?? NaN;
        },
      ),
      "place",
      "validation",
      "test",
    ),
  );
  return {
    answer,
    "measured on the validation set": counts.validation,
    "measured on the test set": counts.test,
    "when the test set was opened": opened,
    "models afterwards": models,
  };
}
/** Losses on the validation set and on the test set, as lists or as texts of numbers. */
type Losses = readonly number[] | string;
const numbersIn = (losses: Losses): readonly number[] =>
  typeof losses === "string" ? losses.split(" ").filter(Boolean).map(Number) : losses;
const all = (module: Module, cases: readonly (readonly [Losses, Losses])[]) =>
  Object.fromEntries(
    cases.map((pair) => {
      const [validation = [], test = []] = pair.map(numbersIn);
      const measure = (losses: readonly number[]): string => `(m) => ${typed(losses.toReversed())}[m / 3]`;
      const call = called("select", modelsOf(validation.length)).slice(0, -1);
      return [`${call}, ${measure(validation)}, ${measure(test)})`, seen(module, validation, test)];
    }),
  );
const drawn = (draw: Draw, count: number) =>
  [shorts(draw, count, 0.2, 3), shorts(draw, count, 0.2, 3)] as const;
const axes = [{ en: "model", zh: "个模型" }];

export const selection = asked<Module>(
  {
    what: { en: "a choice among three and four models", zh: "在三四个模型中挑选" },
    ask: (module) =>
      all(module, [
        ["0.9 0.4 0.7", "0.3 0.6 0.5"],
        ["0.5 0.8 0.9 0.7", "0.9 0.2 0.4 0.3"],
        ["3 2 1", "1 2 3"],
      ]),
    axes,
    names,
  },
  {
    what: { en: "a choice among random models", zh: "在随机的模型中挑选" },
    ask: (module, draw) =>
      all(
        module,
        [2, 5, 9, 14].map((count) => drawn(draw, count)),
      ),
    axes,
    names,
  },
  {
    what: { en: "a single model, and equal losses", zh: "只有一个模型，以及损失相等" },
    ask: (module) =>
      all(module, [
        ["0.5", "0.8"],
        ["0.7 0.4 0.4 0.6", "0.1 0.9 0.2 0.3"],
        ["2 2 2", "3 2 1"],
      ]),
    axes,
    names,
  },
  {
    what: { en: "models whose loss is NaN or infinite", zh: "损失为 NaN 或无穷大的模型" },
    ask: (module) =>
      all(module, [
        ["NaN 0.8 0.5", "0.1 0.2 0.3"],
        ["0.8 NaN 0.5 Infinity", "0.4 0.3 0.2 0.1"],
        ["Infinity 1e300 NaN", "1 2 3"],
        ["0.6 0.4", "0.5 NaN"],
      ]),
    axes,
    names,
    holds: ["NaN"],
  },
  {
    what: { en: "losses tiny, huge and negative", zh: "极小、极大和负的损失" },
    ask: (module) =>
      all(module, [
        ["3e-9 1e-9 2e-9", "1 2 3"],
        ["5e200 2e200", "1 2"],
        ["0 -2 -1", "1 2 3"],
        ["0.5 0 0.25", "1 2 3"],
      ]),
    axes,
    names,
  },
  {
    what: {
      en: "nothing to choose: no models, and none with a finite loss",
      zh: "无可挑选：没有模型，或没有一个损失有限",
    },
    ask: (module) =>
      all(module, [
        ["", ""],
        ["NaN", "1"],
        ["NaN Infinity NaN", "1 2 3"],
      ]),
    axes,
    names,
    holds: ["error", "empty"],
  },
  {
    what: { en: "2,000 models, and two choices in turns", zh: "2,000 个模型，以及轮流挑选两次" },
    ask(module, draw) {
      const [low, high] = [draw.integer(300, 900), draw.integer(1000, 1900)];
      const many = Array.from({ length: 2000 }, (_, i) =>
        i === low ? 0.1 : i === high ? 0.11 : 1 + (i % 7),
      );
      const { answer, "when the test set was opened": opened } = seen(module, many, many.toReversed());
      const [one, other] = [drawn(draw, 3), drawn(draw, 4)];
      return {
        answer,
        "when the test set was opened": opened,
        turns: [one, other, one].map((each) => seen(module, ...each)),
      };
    },
    axes: [{ en: "choice", zh: "次挑选" }, ...axes],
    names: { ...names, turns: { en: "in turns", zh: "轮流" } },
  },
);
