/*
 * The tables of this lab's lesson, computed by the course's packages. Nothing here is yours.
 *
 * Run it in this folder: npm run figures             all tables
 *                        npm run figures -- chosen   one of them: see the list at the end
 *                        npm run -s figures -- opening > opening.svg
 *                        npm run figures -- record   trains the networks again, for some minutes, or those of a remedy that is named
 */
import { dataset, folds, stratified } from "@downhill/data";
import { percent, printTables } from "@downhill/grader/tables";
import { key } from "@downhill/tensor";
import { opening } from "./picture.ts";
import { epochs, kept, type Name, type Outcome, record, type Score, stopped } from "./provided/remedies.ts";
import { all, chosen, copies, foldCounts, line, mean, remembered, wrongWay } from "./resampling.ts";

const three = (values: readonly number[]): string => mean(values).toFixed(3);
const range = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(3)}–${Math.max(...values).toFixed(3)}`;
const rights = (values: readonly number[]): string =>
  `${(100 * Math.min(...values)).toFixed(1)}–${(100 * Math.max(...values)).toFixed(1)}`;
const losses = (scores: readonly Score[]): readonly number[] => scores.map(([loss]) => loss);
const shares = (scores: readonly Score[]): readonly number[] => scores.map(([, right]) => right);
const of = (name: Name): readonly Outcome[] => kept()[name];

/** Right labels and random ones: after the last epoch, on the pictures that were learned and on fresh ones. */
function memorized(): readonly string[] {
  const row = (name: string, all: readonly Outcome[], set: "train" | "fresh"): string => {
    const scores = all.map(({ last }) => last[set]);
    return line(
      [
        name,
        set === "train" ? "learned" : "fresh",
        three(losses(scores)),
        percent(mean(shares(scores))),
        rights(shares(scores)),
      ],
      12,
    );
  };
  return [
    line(["labels", "pictures", "loss", "right", "range"], 12),
    ...(["none", "random labels"] as const).flatMap((name) =>
      (["train", "fresh"] as const).map((set) =>
        row(name === "none" ? "as they are" : "random", of(name), set),
      ),
    ),
  ];
}

/** How the ten rows of a rare class among 300 fall into five folds. */
function strata(): readonly string[] {
  const rare = dataset({
    x: new Float32Array(300),
    shape: [1],
    y: Int32Array.from(all(300), (row) => Number(row < 10)),
  });
  const row = (name: string, by?: ReturnType<typeof stratified>): string => {
    const counts = all(200).map((seed) =>
      folds(rare, { k: 5, key: key(seed), ...(by === undefined ? {} : { by }) }).map(
        ({ validation }) => validation.y.filter((label) => label === 1).length,
      ),
    );
    const none = counts.filter((each) => each.includes(0)).length;
    return (
      line([name, Math.min(...counts.flat()), Math.max(...counts.flat())]) +
      percent(none / counts.length, 0).padStart(22)
    );
  };
  return [
    line(["", "fewest", "most"]) + "some fold has none".padStart(22),
    row("at random"),
    row("class by class", stratified()),
  ];
}

/** How long a patience trains, which epoch it takes, and what is lost if the last weights are kept instead of the best. */
function patience(): readonly string[] {
  const all = of("none").map(({ curves }) => curves!);
  return [
    line(["patience", "trained", "best epoch", "best: loss", "right", "last: loss", "right"], 12, 10),
    ...[1, 2, 5, 10, 30, epochs].map((each) => {
      const found = all.map(({ validation, fresh }) => {
        const { best, seen } = stopped(losses(validation), each);
        return { best, seen, at: fresh[best]!, last: fresh[seen - 1]! };
      });
      const places = (list: readonly number[]): string => `${Math.min(...list)}–${Math.max(...list)}`;
      return line(
        [
          each,
          places(found.map(({ seen }) => seen)),
          places(found.map(({ best }) => best + 1)),
          three(found.map(({ at }) => at[0])),
          percent(mean(found.map(({ at }) => at[1]))),
          three(found.map(({ last }) => last[0])),
          percent(mean(found.map(({ last }) => last[1]))),
        ],
        12,
        10,
      );
    }),
  ];
}

/** Every remedy, on fresh pictures: after all epochs and after the best one, and in how many seeds it beats stopping alone. */
function remedies(): readonly string[] {
  const names = Object.keys(kept()).filter((name) => name !== "random labels") as Name[];
  const alone = of("none");
  const rows = names.map((name) => {
    const all = of(name);
    const best = all.map((each) => each.best.fresh);
    const better = all.filter((each, seed) => each.best.fresh[0] < alone[seed]!.best.fresh[0]).length;
    return line(
      [
        name,
        three(losses(all.map(({ last }) => last.train))),
        three(losses(all.map(({ last }) => last.fresh))),
        Math.round(mean(all.map((each) => each.best.epoch))),
        three(losses(best)),
        range(losses(best)),
        percent(mean(shares(best))),
        name === "none" ? "–" : `${better} of ${all.length}`,
      ],
      13,
    );
  });
  return [
    line(["remedy", "learned", "fresh", "best epoch", "fresh, best", "range", "right", "better"], 13),
    ...rows,
  ];
}

/** A network that was trained with dropout, on fresh pictures: dropout off, left on, and off but with the units not scaled. */
function switched(): readonly string[] {
  const all = of("dropout");
  const row = (name: string, scores: readonly Score[]): string =>
    line([name, three(losses(scores)), range(losses(scores)), percent(mean(shares(scores)))], 14, 22);
  return [
    line(["dropout", "loss", "range", "right"], 14, 22),
    row(
      "off",
      all.map(({ last }) => last.fresh),
    ),
    row(
      "left on",
      all.map(({ on }) => on),
    ),
    row(
      "off, scale missing",
      all.map(({ unscaled }) => unscaled),
    ),
  ];
}

/** The remedy that the validation set chooses, after the last epoch, on the fresh pictures and on the test set. */
function test(): readonly string[] {
  const names = (Object.keys(kept()) as Name[]).filter(
    (name) => name !== "random labels" && name !== "4 × the data",
  );
  const validation = (name: Name): number => mean(of(name).map(({ best }) => best.validation[0]));
  const name = names.toSorted((a, b) => validation(a) - validation(b))[0]!;
  const row = (set: string, scores: readonly Score[]): string =>
    line(
      [
        set,
        three(losses(scores)),
        range(losses(scores)),
        percent(mean(shares(scores))),
        rights(shares(scores)),
      ],
      14,
      12,
    );
  return [
    line([name, "loss", "range", "right", "range"], 14, 12),
    row(
      "fresh",
      of(name).map(({ last }) => last.fresh),
    ),
    row(
      "test",
      of(name).map((each) => each.test),
    ),
  ];
}

const tables = {
  memorized,
  chosen,
  folds: foldCounts,
  strata,
  remembered,
  wrong: wrongWay,
  patience,
  dropout: switched,
  remedies,
  test,
  copies,
};
await printTables(tables, { opening, record });
