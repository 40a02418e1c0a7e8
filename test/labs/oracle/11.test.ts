import { readFileSync } from "node:fs";
import path from "node:path";
import { grad } from "@downhill/autograd";
import { dense, relu, sequential, softmaxCrossEntropy } from "@downhill/nn";
import { cosineRestarts, onPlateau, reset as resetOf } from "@downhill/schedules";
import { key, reference, tensor, uniform, useBackend } from "@downhill/tensor";
import { describe, expect, test } from "vitest";
import * as solution from "../../../labs/11-plateau/key/solution.ts";
import * as net from "../../../labs/11-plateau/provided/net.ts";
import { near } from "./near.ts";

/*
 * Lab 11's solution against PyTorch's schedulers (test/oracles/lab-11.json, schedules.json), what the lesson says of Keras and
 * optax, its derivations, and its network against the packages' layers. Its tables: 11-tables.test.ts.
 */
const { readings, reduce, reset, restarts, start, track } = solution;
const root = path.resolve(import.meta.dirname, "../../..");
const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, "test/oracles", name), "utf8"));

interface Plateau {
  readonly name: string;
  readonly settings: { rate: number } & solution.Settings;
  readonly readings: readonly number[];
  readonly torch: readonly (readonly [rate: number, best: number, bad: number, cooldown: number])[];
  readonly keras: readonly number[];
  readonly optax: readonly number[];
}
interface Cosines {
  readonly cycles: solution.Cycles;
  readonly torch: readonly number[];
  readonly keras: readonly number[];
}
const { plateaus, negative, cosines, defaults, shrunk } = recorded("lab-11.json") as {
  plateaus: readonly Plateau[];
  negative: { readonly readings: readonly number[]; readonly torch: readonly (readonly number[])[] };
  cosines: readonly Cosines[];
  defaults: Readonly<Record<string, number>>;
  shrunk: readonly number[];
};

describe.each(plateaus)("$name", ({ settings, readings: given, torch, keras, optax }) => {
  const walk = (changed: Partial<solution.Settings>): readonly solution.State[] => {
    let state = start(settings.rate);
    return given.map((reading) => (state = reduce(state, reading, { ...settings, ...changed })));
  };
  test("reduce behaves like torch.optim.lr_scheduler.ReduceLROnPlateau: rate, best, count and cooldown", () => {
    const states = walk({}).map(({ learningRate, best, bad, cooldown }) => [
      learningRate,
      best,
      bad,
      cooldown,
    ]);
    expect(states).toEqual(torch);
  });
  test("Keras: one bad reading and one reading of cooldown fewer", () => {
    const [patience, cooldown] = [settings.patience, settings.cooldown].map((each) => Math.max(each - 1, 0));
    expect(walk({ patience: patience!, cooldown: cooldown! }).map((each) => each.learningRate)).toEqual(
      keras,
    );
  });
  // Not without patience (the next test says what optax does then), and not from a rate below the bound.
  const alike = settings.patience > 0 && settings.rate > settings.minRate;
  if (alike) {
    test("optax: one bad reading fewer", () => {
      expect(walk({ patience: settings.patience - 1 }).map((each) => each.learningRate)).toEqual(optax);
    });
  }
});

test("optax with a patience of 0 cuts at the first reading of a flat loss and never again", () => {
  const { optax } = plateaus.find(({ name }) => name === "patience 0")!;
  expect(new Set(optax)).toEqual(new Set([0.25]));
});
test("PyTorch's relative margin points the wrong way below zero: each reading is the new best", () => {
  expect(negative.torch.map(([, best]) => best)).toEqual(negative.readings);
});

describe.each(cosines)("cosines $cycles", ({ cycles, torch, keras }) => {
  test("restarts behaves like CosineAnnealingWarmRestarts, and like Keras to float32", () => {
    const rates = torch.map((_, step) => restarts(step, cycles));
    near(rates, torch);
    near(rates, keras, 1e-4);
  });
});
test("Keras's cycles double by default, PyTorch's do not; m_mul shrinks the peaks", () => {
  expect(defaults).toEqual({ "keras growth": 2, "torch growth": 1 });
  near(
    [0, 4, 8].map((step) => shrunk[step]!),
    [0.5, 0.25, 0.125],
  );
});

describe("the packages' schedules", () => {
  const source = recorded("schedules.json") as {
    runs: readonly { name: string; losses?: readonly number[] }[];
  };
  const losses = source.runs.find((run) => run.losses !== undefined)!.losses!;
  test.each([
    [1, 0, 0],
    [4, 2, 3],
    [5, 0, 2],
  ])(
    "means of %i, P = %i, C = %i: readings and reduce are onPlateau, reset is reset",
    (size, patience, cooldown) => {
      const [settings, extra] = [
        { factor: 0.3, patience, minDelta: 0.015, cooldown, minRate: 0.0001 },
        { below: 0.01, shrink: 0.8 },
      ];
      const plateau = onPlateau({
        factor: 0.3,
        patience,
        minDelta: 0.015,
        relative: false,
        cooldown,
        final: 0.0001,
        average: size,
      });
      const around = resetOf(plateau, extra);
      let [theirs, again] = [plateau.init(0.1), around.init(0.1)];
      let [ours, mine]: [solution.State, solution.ResetState] = [
        start(0.1),
        { ...start(0.1), first: 0.1, resets: 0 },
      ];
      for (const [j, reading] of readings(losses, size).entries()) {
        for (const loss of losses.slice(size * j, size * (j + 1))) {
          theirs = plateau.update(theirs, loss);
          again = around.update(again, loss);
        }
        ours = reduce(ours, reading, settings);
        mine = reset(mine, reading, { ...settings, ...extra });
        near(
          [ours.learningRate, ours.best, ours.bad, ours.cooldown],
          [theirs.learningRate, theirs.best!, theirs.bad, theirs.cooldown],
        );
        near([mine.learningRate, mine.resets, mine.bad], [again.learningRate, again.resets, again.inner.bad]);
      }
      expect(mine.resets).toBeGreaterThan(0);
    },
  );
  test("restarts is cosineRestarts", () => {
    const schedule = cosineRestarts(0.3, 7, { growth: 3, final: 0.02 });
    for (let step = 0; step < 400; step++)
      near([restarts(step, { learningRate: 0.3, final: 0.02, length: 7, growth: 3 })], [schedule(step)]);
  });
});

describe("the derivations", () => {
  test("readings: the sum over a group, by its formula", () => {
    const losses = Array.from({ length: 23 }, (_, i) => Math.sin(i) + 2);
    for (const A of [1, 2, 5, 23]) {
      const formula = Array.from({ length: Math.floor(23 / A) }, (_, j) => {
        let sum = 0;
        for (let i = 1; i <= A; i++) sum += losses[j * A + i - 1]!;
        return sum / A;
      });
      near(readings(losses, A), formula);
    }
  });
  test("progress beats noise from A = (√2σ/d)^(2/3) on", () => {
    for (const [sigma, d] of [
      [0.27, 1.6e-5],
      [1.3, 0.02],
    ] as const) {
      const bound = ((Math.SQRT2 * sigma) / d) ** (2 / 3);
      near([bound * d], [(Math.SQRT2 * sigma) / Math.sqrt(bound)]);
      for (const A of [bound * 0.99, bound * 1.01])
        expect(A * d > (Math.SQRT2 * sigma) / Math.sqrt(A)).toBe(A > bound);
    }
  });
  test("no record in k after n: n/(n + k), whatever the noise", async () => {
    const drawn = await uniform(key(11), [200_000], 0, 1, { dtype: "float64" }).data();
    for (const shape of [(u: number) => u, (u: number) => -Math.log(1 - u), (u: number) => u ** 9]) {
      for (const [n, k] of [
        [1, 1],
        [3, 5],
        [10, 11],
      ] as const) {
        let [count, none] = [0, 0];
        for (let from = 0; from + n + k <= drawn.length; from += n + k, count++) {
          let progress: solution.Progress = { best: Infinity, bad: 0 };
          for (let i = 0; i < n + k; i++) progress = track(progress, shape(drawn[from + i]!), 0);
          if (progress.bad >= k) none++;
        }
        const right = n / (n + k);
        expect(Math.abs(none / count - right)).toBeLessThan(5 * Math.sqrt((right * (1 - right)) / count));
      }
    }
  });
  test("where cycle i begins", () => {
    for (const [length, growth] of [
      [4, 2],
      [5, 3],
    ] as const)
      for (let i = 0; i < 5; i++) {
        const begin = (length * (growth ** i - 1)) / (growth - 1);
        expect(
          Array.from({ length: i }, (_, j) => length * growth ** j).reduce((sum, each) => sum + each, 0),
        ).toBe(begin);
        expect(restarts(begin, { learningRate: 0.7, final: 0, length, growth })).toBe(0.7);
      }
  });
});

test("the network's loss and gradient are those of the packages' layers", async () => {
  using _ = useBackend(reference);
  const [data, w] = [await net.training(6), await net.initial(3)];
  const [inputs, first] = [net.pixels * 16, net.pixels * 16 + 16];
  const float64 = (values: ArrayLike<number>, ...shape: number[]) =>
    tensor(Array.from(values), { shape, dtype: "float64" });
  const model = sequential(dense(net.pixels, 16), relu, dense(16, 10));
  const params = [
    { w: float64(w.slice(0, inputs), net.pixels, 16), b: float64(w.slice(inputs, first), 16) },
    [],
    { w: float64(w.slice(first, first + 160), 16, 10), b: float64(w.slice(first + 160), 10) },
  ] as unknown as ReturnType<typeof model.init>;
  const [x, y] = [float64(data.x, 6, net.pixels), tensor(Array.from(data.y), { dtype: "int32" })];
  const loss = (p: typeof params) => softmaxCrossEntropy(model.apply(p, x), y);
  const slopes = new Float64Array(net.size);
  near([net.gradientInto(slopes, w, data, [0, 1, 2, 3, 4, 5])], [await loss(params).item()], 1e-9);
  const [one, , two] = grad(loss)(params) as unknown as { w: typeof x; b: typeof x }[];
  const theirs = await Promise.all(
    [one!.w, one!.b, two!.w, two!.b].map(async (each) => [...(await each.data())]),
  );
  near(Array.from(slopes), theirs.flat(), 1e-9);
  near([net.judge(net.predict(w, data), data).loss], [await loss(params).item()], 1e-9);
});
