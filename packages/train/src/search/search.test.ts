import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataset, split } from "@downhill/data";
import { dense, meanSquaredError } from "@downhill/nn";
import { momentum } from "@downhill/optimizers";
import { key, reshape } from "@downhill/tensor";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { watchWrites } from "../durable-write.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { disposeTree, fit, NonFiniteLossError, TrainingError } from "../index.ts";
import {
  choice,
  grid,
  halving,
  hyperband,
  int,
  logUniform,
  random,
  search,
  type SearchResult,
  searchSvg,
  showSearch,
  type Strategy,
  type TrialRun,
  uniform,
} from "./index.ts";

const rungsOf = (strategy: Strategy): (readonly (readonly number[])[])[] =>
  strategy
    .brackets({ x: uniform(0, 1) }, key(0))
    .map(({ rungs }) => rungs.map(({ trials, budget }) => [trials, budget]));

describe("strategies", () => {
  test("hyperband's brackets match the table in the paper, R = 81, η = 3", () => {
    expect(rungsOf(hyperband({ most: 81 }))).toEqual([
      [
        [81, 1],
        [27, 3],
        [9, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [34, 3],
        [11, 9],
        [3, 27],
        [1, 81],
      ],
      [
        [15, 9],
        [5, 27],
        [1, 81],
      ],
      [
        [8, 27],
        [2, 81],
      ],
      [[5, 81]],
    ]);
    expect(rungsOf(hyperband({ most: 1 }))).toEqual([[[1, 1]]]);
    expect(rungsOf(hyperband({ most: 243 }))).toHaveLength(6); // log 243 / log 3 is 4.999… in floating point
  });

  test("halving keeps to its budget, and wastes less than rounding explains", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 2, max: 5 }),
        fc.integer({ min: 1, max: 50 }),
        (trials, factor, more) => {
          const total = trials * 8 * more;
          const [rungs] = rungsOf(halving({ trials, total, factor })) as [(readonly [number, number])[]];
          const paid = rungs.map(([n, budget], k) => n * (budget - (rungs[k - 1]?.[1] ?? 0)));
          expect(rungs[0]![0]).toBe(trials);
          for (const [k, [n]] of rungs.entries())
            if (k > 0) expect(n).toBe(Math.floor(rungs[k - 1]![0] / factor));
          const rounds = Math.max(1, Math.ceil(Number((Math.log(trials) / Math.log(factor)).toFixed(9))));
          for (const [k, cost] of paid.entries()) {
            expect(cost).toBeLessThanOrEqual(total / rounds);
            expect(cost).toBeGreaterThan(total / rounds - rungs[k]![0]);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test("a grid has every combination once, and a small range only its values", () => {
    const [bracket] = grid({ points: 3 }).brackets(
      { a: choice(["x", "y"]), b: logUniform(0.01, 1), c: int(1, 2) },
      key(0),
    );
    const rows = bracket!.configurations;
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(12);
    expect(rows.slice(0, 4)).toEqual([
      { a: "x", b: 0.01, c: 1 },
      { a: "x", b: 0.01, c: 2 },
      { a: "x", b: 0.1, c: 1 },
      { a: "x", b: 0.1, c: 2 },
    ]);
  });

  test("draws are the same on every machine, stay in range, and do not depend on the order of names", () => {
    const space = {
      rate: logUniform(1e-5, 1),
      width: choice([16, 32, 64]),
      depth: int(1, 4),
      p: uniform(0, 0.5),
    };
    const draw = (from: typeof space, seed: number) =>
      random({ trials: 300 }).brackets(from, key(seed))[0]!.configurations;
    expect(draw(space, 7).slice(0, 2)).toMatchInlineSnapshot(`
      [
        {
          "depth": 4,
          "p": 0.278157,
          "rate": 0.000318702,
          "width": 16,
        },
        {
          "depth": 3,
          "p": 0.413088,
          "rate": 0.000933112,
          "width": 32,
        },
      ]
    `);
    const { p, rate, ...rest } = space;
    expect(draw({ p, ...rest, rate }, 7)).toEqual(draw(space, 7));
    expect(draw(space, 8)).not.toEqual(draw(space, 7));
    const rates = draw(space, 7).map(({ rate: value }) => value);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1e-5);
    expect(Math.max(...rates)).toBeLessThan(1);
    // The median of 300 draws lies within half a decade of the middle, except with a probability of 1 in 2000 (σ = 5/2√300).
    const median = rates.toSorted((a, b) => a - b)[150]!;
    expect(Math.abs(Math.log10(median) + 2.5)).toBeLessThan(0.5);
    expect(new Set(draw(space, 7).map(({ depth }) => depth))).toEqual(new Set([1, 2, 3, 4]));
  });

  test.each([
    [() => choice([]), "choice: there is nothing to choose from"],
    [
      () => uniform(1, 1),
      "uniform: from 1 to 1 is not a range; give two finite numbers, the smaller one first.",
    ],
    [() => logUniform(0, 1), "logUniform: from 0 to 1 is not a range; give two positive numbers"],
    [() => int(1, 2.5), "int: from 1 to 2.5 is not a range"],
    [() => grid({ points: 0 }), "grid: points is 0"],
    [() => random({ trials: 1.5 }), "random: trials is 1.5"],
    [() => halving({ trials: 8, total: 23 }), "halving: total is 23; give a whole number of at least 24."],
    [() => hyperband({ most: 9, factor: 1 }), "hyperband: factor is 1"],
  ])("an invalid setting is refused: %#", (make, message) => {
    expect(make).toThrow(message);
    try {
      make();
    } catch (error) {
      expect((error as TrainingError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
    }
  });
});

const space = { rate: logUniform(1e-4, 1), shift: uniform(-1, 1) };
/** Best at rate 0.01 and shift 0.2; a larger budget shows it more clearly. */
const bowl = (
  { rate, shift }: { rate: number; shift: number },
  { budget, trial }: Pick<TrialRun, "budget" | "trial">,
) => (Math.log10(rate) + 2) ** 2 + (shift - 0.2) ** 2 + Math.sin(97 * trial) / (3 * budget);
const plain = ({ trials, best, spent }: SearchResult<typeof space>) => ({ trials, best, spent });

describe("search", () => {
  test.each([
    ["grid", grid({ points: 9, budget: 27 }), 0.3],
    ["random", random({ trials: 100, budget: 27 }), 0.4],
    ["halving", halving({ trials: 64, total: 64 * 6 * 8 }), 0.4],
    ["hyperband", hyperband({ most: 27 }), 0.4],
  ])("%s finds the best of a known function", async (_, strategy, near) => {
    const { best, trials, spent } = await search(space, bowl, { strategy, seed: 1 });
    expect(Math.abs(Math.log10(best!.configuration.rate) + 2)).toBeLessThan(near);
    expect(Math.abs(best!.configuration.shift - 0.2)).toBeLessThan(near);
    expect(spent).toBe(trials.reduce((sum, { budget }) => sum + budget, 0));
  });

  test("a trial continues from where it stopped, the worse ones are dropped, and each has its own seed", async () => {
    const seen: [number, number, number][] = [];
    const seeds = new Set<number>();
    const { trials } = await search(
      space,
      (at, { trial, before, budget, seed }) => {
        seen.push([trial, before, budget]);
        seeds.add(seed);
        return bowl(at, { trial, budget });
      },
      { strategy: halving({ trials: 8, total: 48 }) },
    );
    expect(seen.map(([, before, budget]) => `${before} ${budget}`)).toEqual([
      ...Array<string>(8).fill("0 2"),
      ...Array<string>(4).fill("2 6"),
      ...Array<string>(2).fill("6 14"),
    ]);
    expect(seeds.size).toBe(8);
    const first = trials.toSorted((a, b) => a.results[0]!.metric - b.results[0]!.metric);
    expect(new Set(first.slice(0, 4))).toEqual(new Set(trials.filter(({ budget }) => budget > 2)));
  });

  test("metrics are compared at equal budgets only", async () => {
    // All get worse with more training, so that a trial that was dropped early has the lowest metric of all.
    const worse = ({ x }: { readonly x: number }, { budget }: TrialRun) =>
      budget === 2 ? x : 2 - x / budget;
    const space = { x: choice([0.1, 0.2, 0.25, 0.28, 0.3, 0.4, 0.5, 0.6]) };
    const options = { strategy: halving({ trials: 8, total: 48 }) };
    const { trials, best } = await search(space, worse, options);
    const budgets = trials.map(({ budget }) => budget);
    expect(budgets).toEqual(budgets.toSorted((a, b) => b - a));
    expect(best!.budget).toBe(14);
    expect(best!.metric).toBeGreaterThan(Math.min(...trials.map(({ metric }) => metric!)));
    for (const [i, each] of trials.entries()) {
      const next = trials[i + 1];
      if (next?.budget === each.budget) expect(each.metric).toBeLessThanOrEqual(next.metric!);
    }
  });

  test("a rung that was stopped in the middle does not rank its trials above those that were better before", async () => {
    const controller = new AbortController();
    let long = 0;
    const found = await search(
      { rate: logUniform(1e-4, 1), shift: uniform(0, 1) },
      (at, told) => {
        const metric = bowl(at, told);
        // The second trial of the second rung is the last that counts.
        if (told.before > 0 && ++long === 3) controller.abort();
        return metric;
      },
      { strategy: halving({ trials: 8, total: 48 }), signal: controller.signal },
    );
    const first = found.trials.map(({ results }) => results[0]!.metric);
    expect(found.finished).toBe(false);
    expect(found.trials.filter(({ budget }) => budget > 2)).toHaveLength(2);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
    expect(found.best).toBe(found.trials[0]);
  });

  test("a trial without a finite metric ranks last with a reason, and is not continued", async () => {
    const run: number[] = [];
    const found = await search(
      { x: choice([0, 1, 2, 3, 4, 5]) },
      ({ x }, { trial, budget }) => {
        run.push(budget);
        if (x === 0) return NaN;
        if (trial % 2 === 1) throw new NonFiniteLossError(3);
        return x;
      },
      { strategy: halving({ trials: 8, total: 48 }), mode: "max", seed: 2 },
    );
    expect(run.slice(8).length).toBeLessThanOrEqual(6);
    const failed = found.trials.filter(({ failure }) => failure !== undefined);
    expect(failed.length).toBeGreaterThanOrEqual(4);
    expect(found.trials.slice(-failed.length)).toEqual(failed);
    expect(failed.every(({ metric, budget }) => metric === undefined && budget === 2)).toBe(true);
    expect(failed.find(({ trial }) => trial === 1)!.failure!.zh).toContain("第 3 步");
    expect(found.best!.metric).toBe(Math.max(...found.trials.flatMap(({ metric }) => metric ?? [])));
    const none = await search({ x: choice([1]) }, () => Infinity, { strategy: grid() });
    expect(none).toMatchObject({
      best: undefined,
      trials: [{ failure: { en: expect.stringContaining("Infinity") } }],
    });
  });

  test.each([
    [{ x: 3 }, (): number => 0, { strategy: grid() }, '"x" of the space is not a range'],
    [{ x: null }, (): number => 0, { strategy: grid() }, '"x" of the space is not a range'],
    [{}, undefined, { strategy: grid() }, "a trial and a strategy are needed"],
    [{}, (): number => 0, {}, "a trial and a strategy are needed"],
    [{}, (): number => 0, { strategy: grid(), seed: -1 }, "seed is -1"],
  ])("invalid arguments are refused in a sentence: %#", async (wrong, trial, options, message) => {
    const error: unknown = await search(wrong as never, trial as never, options as never).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TrainingError);
    expect((error as TrainingError).message).toContain(message);
    expect((error as TrainingError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
  });

  test("a mistake in a trial ends the search with the trial's name", async () => {
    const error: unknown = await search({ x: choice([7]) }, () => (undefined as unknown as { y: number }).y, {
      strategy: grid(),
    }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TrainingError);
    expect((error as TrainingError).message).toContain("search: trial 0 (x 7) threw an error (Cannot read");
    expect((error as TrainingError).zh).toContain("试验 0（x 7）");
  });
});

describe("resuming", () => {
  const strategy = hyperband({ most: 9 });

  test(
    "stopped after any result, the search ends as if it had not been, and nothing finished is run again",
    { timeout: 60_000 },
    async () => {
      const whole = plain(await search(space, bowl, { strategy, seed: 3 }));
      const count = whole.trials.reduce((sum, { results }) => sum + results.length, 0);
      for (const stops of [[1], [5, 6, 14], [count - 1], [count]]) {
        const folder = join(temporaryFolder(), "search");
        const run = new Map<string, number>();
        const part = async (until: number) => {
          let left = until - run.size;
          return search(
            space,
            (at, told) => {
              if (left-- === 0) throw new Error("killed");
              const name = `${told.trial} ${told.budget}`;
              run.set(name, (run.get(name) ?? 0) + 1);
              return bowl(at, told);
            },
            { strategy, seed: 3, folder },
          );
        };
        for (const stop of stops) await part(stop).catch(() => undefined);
        expect(plain(await part(Infinity))).toEqual(whole);
        expect([...run.values()]).toEqual(Array<number>(count).fill(1));
      }
    },
  );

  test("killed in the middle of any write, it loses only the result being written", async () => {
    const small = halving({ trials: 4, total: 16 });
    const whole = plain(await search(space, bowl, { strategy: small }));
    for (const moment of ["opened", "written", "flushed", "renamed"] as const) {
      const folder = join(temporaryFolder(), "search");
      let ran = 0;
      const go = () =>
        search(space, (at, told) => (ran++, bowl(at, told)), { strategy: small, folder }).catch(
          () => undefined,
        );
      for (const when of [1, 2, 2]) {
        let left = when;
        using _ = watchWrites((now) => {
          if (now === moment && --left === 0) throw new Error("killed");
        });
        await go();
      }
      expect(plain((await go())!)).toEqual(whole);
      expect(ran).toBe(6 + (moment === "renamed" ? 0 : 3));
    }
  });

  test("a signal stops it between trials, and the result of an aborted trial does not count", async () => {
    const folder = join(temporaryFolder(), "search");
    const controller = new AbortController();
    let ran = 0;
    const part = await search(
      space,
      (at, told) => {
        if (++ran === 4) controller.abort();
        return told.signal!.aborted ? -100 : bowl(at, told);
      },
      { strategy, seed: 3, folder, signal: controller.signal },
    );
    expect(part).toMatchObject({ finished: false });
    expect(part.trials).toHaveLength(3);
    const whole = await search(space, bowl, { strategy, seed: 3 });
    expect(await search(space, bowl, { strategy, seed: 3, folder })).toEqual(whole);
  });

  test("killed at random moments, a search of real training loses nothing", { timeout: 60_000 }, async () => {
    const folder = join(temporaryFolder(), "search");
    const x = Float32Array.from({ length: 24 }, (_, i) => i / 24);
    const parts = split(dataset({ x, shape: [1], y: x.map((v) => 3 * v - 1) }), { test: 0.25, key: key(0) });
    const steps: number[] = [];
    let left = Infinity;
    const go = (where?: string) =>
      search(
        { learningRate: logUniform(1e-3, 1) },
        async ({ learningRate }, { budget, folder: own, seed }) => {
          const run = await fit(dense(1, 1), parts.train, {
            loss: (prediction, y) => meanSquaredError(prediction, reshape(y, prediction.shape)),
            optimizer: momentum({ learningRate, momentum: 0.5 }),
            validation: parts.test,
            batchSize: 6,
            seed,
            epochs: budget,
            callbacks: [
              {
                name: "killer",
                step({ step }) {
                  steps.push(step);
                  if (left-- === 0) throw new Error("killed");
                },
              },
            ],
            ...(own === undefined ? {} : { checkpoints: { folder: own, every: 1 }, resume: true }),
          });
          disposeTree([run.params, run.state]);
          return run.history.at(-1)!.metrics["validation.loss"]!;
        },
        { strategy: halving({ trials: 4, total: 16 }), ...(where === undefined ? {} : { folder: where }) },
      );
    const { trials: whole } = await go(); // without a folder, each rung starts from scratch
    steps.length = 0;
    for (const kill of [2, 7, 4]) {
      left = kill;
      await go(folder).catch(() => undefined);
    }
    left = Infinity;
    expect((await go(folder)).trials).toEqual(whole);
    // 4 trials of 2 epochs and 2 of 4 more, 3 steps each; each kill came after its step and before its checkpoint.
    expect(steps).toHaveLength((4 * 2 + 2 * 4) * 3 + 3);
  });

  test("the journal is JSON lines, and one that does not match is refused with the difference", async () => {
    const folder = join(temporaryFolder(), "search");
    const options = { strategy: grid({ points: 2 }), folder };
    await search(space, bowl, options);
    const path = join(folder, "search.jsonl");
    const text = readFileSync(path, "utf8");
    const lines = text.trimEnd().split("\n");
    expect(lines.map((line) => Object.keys(JSON.parse(line) as object).join())).toEqual([
      "version,strategy,space,seed,mode",
      ...Array<string>(4).fill("trial,budget,configuration,metric"),
    ]);
    const refusal = async (promise: Promise<unknown>): Promise<string> => {
      const error = await promise.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(TrainingError);
      expect((error as TrainingError).zh).toMatch(/[\u4e00-\u9fff].*。$/);
      return (error as TrainingError).message;
    };
    expect(await refusal(search(space, bowl, { ...options, seed: 5 }))).toContain("its seed is 0, not 5");
    expect(await refusal(search({ ...space, rate: uniform(0, 1) }, bowl, options))).toContain("its space is");
    const { shift, rate } = space;
    expect(await refusal(search({ shift, rate }, bowl, options))).toContain("trial 1 was");
    for (let cut = 1; cut < text.length; cut += 37) {
      writeFileSync(path, text.slice(0, cut));
      const whole = text[cut] === "\n" || text[cut - 1] === "\n";
      const said = await search(space, bowl, options).then(
        () => "no error",
        (error: Error) => error.message,
      );
      expect(said).toContain(
        whole ? "no error" : `${path}:${text.slice(0, cut).split("\n").length}: this line`,
      );
    }
    writeFileSync(join(folder, "file"), "");
    expect(await refusal(search(space, bowl, { ...options, folder: join(folder, "file") }))).toContain(
      folder,
    );
  });
});

describe("what a person sees", () => {
  const found = () =>
    search(
      { width: choice(["narrow", "wide"]), rate: logUniform(0.001, 1) },
      ({ width, rate }) => (rate === 1 ? NaN : (width === "wide" ? 0 : 0.5) + (rate - 0.1) ** 2),
      { strategy: grid({ points: 4 }) },
    );

  test("a table, in both languages", async () => {
    expect(showSearch(await found(), { rows: 3 })).toMatchInlineSnapshot(`
      "rank  trial  width   rate  budget    metric
         1      6  wide     0.1       1         0
         2      5  wide    0.01       1    0.0081
         3      4  wide   0.001       1  0.009801
      and 5 more

      8 trials, 2 failed; 8 units of budget spent
      failed 3: the metric is NaN, which is not a finite number
      failed 7: the metric is NaN, which is not a finite number"
    `);
    expect(showSearch(await found(), { language: "zh" })).toMatchInlineSnapshot(`
      "名次  试验  width    rate  预算      指标
         1     6  wide      0.1     1         0
         2     5  wide     0.01     1    0.0081
         3     4  wide    0.001     1  0.009801
         4     2  narrow    0.1     1       0.5
         5     1  narrow   0.01     1    0.5081
         6     0  narrow  0.001     1    0.5098
         7     3  narrow      1     1      失败
         8     7  wide        1     1      失败

      共 8 个试验，其中 2 个失败；总计用去预算 8
      失败 3：指标是 NaN，不是有限的数
      失败 7：指标是 NaN，不是有限的数"
    `);
  });

  test("a picture: a dot for each trial, a ring, and crosses for failed ones", async () => {
    const result = await found();
    for (const by of ["rate", "width"] as const) {
      const svg = searchSvg(result, by, { title: "Rates & widths", description: "Wide is better." });
      expect(XMLValidator.validate(svg)).toBe(true);
      const { svg: root } = new XMLParser({ ignoreAttributes: false }).parse(svg) as {
        svg: Record<string, unknown>;
      };
      expect(root).toMatchObject({ "@_role": "img", title: "Rates & widths", desc: "Wide is better." });
      expect(svg.match(/class="dot"/g)).toHaveLength(6);
      expect(svg.match(/class="failed"/g)).toHaveLength(2);
      expect(svg.match(/class="best"/g)).toHaveLength(1);
      expect(svg).not.toContain("NaN");
    }
    const svg = searchSvg(result, "rate", { title: "t", description: "d" });
    const places = [...svg.matchAll(/class="dot" cx="([\d.]+)"/g)].map(([, cx]) => Number(cx));
    const [a, b, c] = [...new Set(places)].toSorted((x, y) => x - y) as [number, number, number];
    expect(b - a).toBeCloseTo(c - b, 0); // decades are equally spaced
    expect(() => searchSvg(result, "depth" as never, { title: "t", description: "d" })).toThrow(
      "choose among width, rate",
    );
  });
});
