import { foldIn, key, permutation } from "@downhill/tensor";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { DataError } from "../data-error.ts";
import { dataset, rows } from "../dataset.ts";
import { table } from "../table.ts";
import { join } from "./join.ts";
import { interleave, pipeline, type Pipeline, zip } from "./pipeline.ts";
import type { Position } from "./position.ts";

type Numbers = Pipeline<unknown>;

const upTo = (size: number) => Array.from({ length: size }, (_, i) => i);
const collect = async <T>(from: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const element of from) all.push(element);
  return all;
};
const keyOf = (seed: number) => key(seed);
const size = fc.integer({ min: 0, max: 12 });

const source: fc.Arbitrary<() => Numbers> = fc.oneof(
  size.map((n) => () => pipeline(upTo(n))),
  size.map((n) => () => pipeline(() => upTo(n))),
  size.map(
    (n) => () =>
      pipeline(async function* () {
        for (const i of upTo(n)) yield i;
      }),
  ),
  size.map((n) => () => pipeline((from) => upTo(n).slice(from), { seekable: true })),
);

const stage: fc.Arbitrary<(from: Numbers) => Numbers> = fc.oneof(
  fc.constant((from: Numbers) => from.map((element, index) => [element, index])),
  fc.constant((from: Numbers) => from.map(async (element) => ({ element }))),
  fc.constant((from: Numbers) => from.filter((_, index) => index % 3 !== 1)),
  fc.nat().map((seed) => (from: Numbers) => from.augment(key(seed), (element, own) => [element, own])),
  fc
    .record({ buffer: fc.integer({ min: 1, max: 8 }), key: fc.nat().map(keyOf) })
    .map((options) => (from: Numbers) => from.shuffle(options)),
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean()).map(
    ([n, dropLast]) =>
      (from: Numbers) =>
        from.batch(n, { dropLast }),
  ),
  fc.integer({ min: 0, max: 3 }).map((times) => (from: Numbers) => from.repeat(times)),
  fc.integer({ min: 1, max: 4 }).map((ahead) => (from: Numbers) => from.prefetch(ahead)),
  size.map((n) => (from: Numbers) => from.take(n)),
  fc.integer({ min: 0, max: 4 }).map((n) => (from: Numbers) => from.skip(n)),
  fc.constant((from: Numbers) => zip(from, pipeline(upTo(9)).shuffle({ buffer: 4, key: key(1) }))),
  fc.constant((from: Numbers) => interleave(from, pipeline(upTo(5)))),
);

const pipelines = fc.tuple(source, fc.array(stage, { maxLength: 5 })).map(
  ([begin, stages]) =>
    () =>
      stages.reduce((from, next) => next(from), begin()),
);

test(
  "a run resumed from a saved position yields what would have followed anyway, for any pipeline",
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(pipelines, fc.nat(), async (make, stop) => {
        const whole = await collect(make().take(60));
        const k = stop % (whole.length + 1);
        const walk = make().walk();
        for (let i = 0; i < k; i++) expect((await walk.next()).value).toEqual(whole[i]);
        const saved = JSON.stringify(walk.position);
        await walk.return();
        expect(JSON.stringify(walk.position)).toBe(saved);
        const rest = make().walk(JSON.parse(saved) as Position);
        expect(JSON.stringify(rest.position)).toBe(saved);
        for (let i = k; i < whole.length; i++) expect((await rest.next()).value).toEqual(whole[i]);
        if (whole.length < 60) expect(await rest.next()).toEqual({ done: true, value: undefined });
        await rest.return();
      }),
      { numRuns: 200 },
    );
  },
);

test(
  "a run that is interrupted after every element gives what an unbroken one gives",
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(pipelines, async (make) => {
        let position: Position | undefined;
        for (const expected of await collect(make().take(40))) {
          const walk = make().walk(position);
          expect((await walk.next()).value).toEqual(expected);
          position = JSON.parse(JSON.stringify(walk.position)) as Position;
          await walk.return();
        }
      }),
    );
  },
);

test("a shuffle is a permutation that leaves each element in its own buffer", async () => {
  const runs = fc.record({ n: size, buffer: fc.integer({ min: 1, max: 15 }), seed: fc.nat() });
  await fc.assert(
    fc.asyncProperty(runs, async ({ n, buffer, seed }) => {
      const make = () => pipeline(upTo(n)).shuffle({ buffer, key: key(seed) });
      const order = await collect(make());
      expect(order.toSorted((a, b) => a - b)).toEqual(upTo(n));
      order.forEach((element, at) => expect(Math.floor(element / buffer)).toBe(Math.floor(at / buffer)));
      expect(await collect(make())).toEqual(order);
    }),
  );
});

test("a buffer as large as the source permutes it as a whole, differently in every round", async () => {
  const order = await collect(
    pipeline(upTo(8))
      .shuffle({ buffer: 8, key: key(3) })
      .repeat(2),
  );
  const round = (r: number) => [...permutation(foldIn(foldIn(key(3), r), 0), 8)];
  expect(order).toEqual([...round(0), ...round(1)]);
  expect(round(0)).not.toEqual(round(1));
});

test("each element of each round has a different key", async () => {
  const keys = await collect(
    pipeline(upTo(5))
      .augment(key(0), (_, own) => own.join())
      .repeat(3),
  );
  expect(new Set(keys).size).toBe(15);
});

test("stages do what their names promise", async () => {
  const five = pipeline(upTo(5));
  expect(await collect(five.batch(2))).toEqual([[0, 1], [2, 3], [4]]);
  expect(await collect(five.batch(2, { dropLast: true }))).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(await collect(five.skip(1).take(2).repeat(2))).toEqual([1, 2, 1, 2]);
  expect(await collect(five.filter(async (n) => n % 2 === 0).map(async (n) => 10 * n))).toEqual([0, 20, 40]);
  expect(await collect(zip(five, pipeline(["a", "b"])))).toEqual([
    [0, "a"],
    [1, "b"],
  ]);
  expect(await collect(interleave(five, pipeline([10, 11])))).toEqual([0, 10, 1, 11, 2, 3, 4]);
  expect(await collect(pipeline([Promise.resolve(1), 2]))).toEqual([1, 2]);
});

test("a data set gives its rows, a table records; join makes them batches again", async () => {
  const points = dataset({ x: Uint8Array.of(0, 2, 4, 6), shape: [2], y: Int32Array.of(7, 8), scale: 0.5 });
  expect(await collect(pipeline(points).batch(2).map(join))).toEqual([rows(points)]);
  const people = table({ name: ["Ada", null], age: [36, 41] });
  expect(await collect(pipeline(people))).toEqual([
    { name: "Ada", age: 36 },
    { name: null, age: 41 },
  ]);
  const targets = dataset({ x: new Float32Array(2), shape: [1], y: Float32Array.of(0.5, 1.5) });
  expect(join([rows(targets), rows(targets)]).y).toEqual(Float32Array.of(0.5, 1.5, 0.5, 1.5));
  expect(() =>
    join([rows(points), rows(dataset({ x: new Float32Array(1), shape: [1], y: points.y.slice(1) }))]),
  ).toThrow(/shape \[2\] and \[1\] do not fit into one batch/);
  expect(() => join([])).toThrow(/nothing to join/);
});

test("sources are opened when the first element is asked for, and closed however a walk ends", async () => {
  const log: string[] = [];
  const noisy = pipeline(function* () {
    log.push("open");
    try {
      yield* [1, 2, 3];
    } finally {
      log.push("close");
    }
  });
  const shaped = [
    noisy,
    noisy.prefetch(2),
    noisy.shuffle({ buffer: 2, key: key(0) }).batch(1),
    zip(noisy, pipeline([0])),
    interleave<number>(noisy, pipeline([0])),
    noisy.repeat(),
  ];
  for (const each of shaped as readonly Pipeline<unknown>[]) {
    const walk = each.walk();
    expect(log.splice(0)).toEqual([]);
    await walk.return();
    expect(log.splice(0)).toEqual([]);
    for await (const _ of each) break;
    expect(log.splice(0)).toEqual(["open", "close"]);
    await collect(each.take(3));
    expect(log.splice(0)).toEqual(["open", "close"]);
    await expect(
      collect(
        each.map(() => {
          throw new Error("no");
        }),
      ),
    ).rejects.toThrow(DataError);
    expect(log.splice(0)).toEqual(["open", "close"]);
  }
});

test("a failing function is reported with its element, preceded by its position", async () => {
  const cause = new Error("not a word.");
  const brittle = (fails: boolean) =>
    pipeline(upTo(4))
      .map((n) => {
        if (fails && n === 2) throw cause;
        return n;
      })
      .batch(1)
      .prefetch(3)
      .repeat(2);
  const walk = brittle(true).walk();
  expect([(await walk.next()).value, (await walk.next()).value]).toEqual([[0], [1]]);
  await expect(walk.next()).rejects.toMatchObject({
    message: "map: element 2 of round 0 failed: not a word; fix it, or filter it out first.",
    zh: "map：第 0 轮的第 2 个元素出错：not a word；请修正它，或在此之前用 filter 去掉。",
    cause,
  });
  expect((await walk.next()).done).toBe(true);
  expect((await collect(brittle(false).walk(walk.position))).flat()).toEqual([2, 3, 0, 1, 2, 3]);

  const inner = new DataError("test", { en: "row 7 is empty.", zh: "第 7 行为空。" });
  await expect(
    collect(
      pipeline([1]).filter(() => {
        throw inner;
      }),
    ),
  ).rejects.toMatchObject({ message: /^filter: element 0 failed: row 7 is empty;/, zh: /第 7 行为空；/ });
});

test("a source that fails is reported with the element, or with its own message", async () => {
  const broken = (error: Error) =>
    pipeline(async function* () {
      yield 1;
      throw error;
    });
  await expect(collect(broken(new Error("disk gone")))).rejects.toThrow(
    /^pipeline: element 1 failed: disk gone;/,
  );
  const own = new DataError("test", { en: "rows.csv: line 3 …", zh: "rows.csv：第 3 行……" });
  await expect(collect(broken(own))).rejects.toBe(own);
});

test("prefetch works ahead, up to its limit", async () => {
  const compute = vi.fn((n: number) => n);
  const walk = pipeline(upTo(9)).map(compute).prefetch(3).walk();
  expect(compute).not.toHaveBeenCalled();
  await walk.next();
  await new Promise((resolve) => setTimeout(resolve));
  expect(compute).toHaveBeenCalledTimes(4);
  await walk.return();
});

test("a walk may be asked for many elements at the same time", async () => {
  const walk = pipeline(upTo(5))
    .shuffle({ buffer: 2, key: key(0) })
    .prefetch(2)
    .walk();
  const asked = await Promise.all(upTo(7).map(() => walk.next()));
  expect(asked.filter(({ done }) => done !== true).map(({ value }) => value)).toEqual(
    await collect(pipeline(upTo(5)).shuffle({ buffer: 2, key: key(0) })),
  );
});

test("a position of another pipeline, a damaged one, and a source grown shorter are refused", async () => {
  const walk = pipeline(upTo(5)).batch(2).walk();
  await walk.next();
  const { position } = walk;
  expect(() => pipeline(upTo(5)).batch(3).walk(position)).toThrow(
    /saved by "batch 2" where this pipeline has "batch 3"; continue with the pipeline/,
  );
  expect(() => pipeline(upTo(6)).batch(2).walk(position)).toThrow(/"list of 5" .* "list of 6"/);
  const damaged = [
    { ...position, at: -1 },
    { ...position, at: "1" },
    { ...position, from: [] },
    { ...position, from: [null] },
    null,
    7,
  ];
  for (const each of damaged) {
    expect(() =>
      pipeline(upTo(5))
        .batch(2)
        .walk(each as unknown as Position),
    ).toThrow(DataError);
  }
  const shorter = pipeline(() => upTo(2)).walk({ stage: "stream", at: 4, from: [] });
  await expect(shorter.next()).rejects.toThrow(/source ended after 2 elements, but the saved position is 4/);
});

test("an endless repetition of nothing is refused", async () => {
  await expect(collect(pipeline([]).repeat())).rejects.toThrow(/round 0 yielded no elements/);
  expect(await collect(pipeline([]).repeat(3))).toEqual([]);
});

test("invalid counts, and sources that can be read only once, are refused", () => {
  const one = pipeline([1]);
  const wrong: [() => unknown, RegExp][] = [
    [() => one.batch(0), /batch: size is 0; give a whole number, at least 1/],
    [() => one.shuffle({ buffer: 1.5, key: key(0) }), /shuffle: buffer is 1.5/],
    [() => one.prefetch(0), /prefetch: ahead is 0/],
    [() => one.take(-1), /take: count is -1; give a whole number, at least 0/],
    [() => one.skip(NaN), /skip: count is NaN/],
    [() => one.repeat(-2), /repeat: times is -2/],
    [() => pipeline(new Set([1]).values() as unknown as number[]), /read only once/],
    [() => pipeline(null as unknown as number[]), /read only once/],
  ];
  for (const [make, sentence] of wrong) {
    expect(make).toThrow(
      expect.objectContaining({
        name: "DataError",
        message: expect.stringMatching(sentence) as string,
        zh: expect.stringMatching(/^\w+：.*[\u4e00-\u9fff].*。$/) as string,
      }),
    );
  }
});
