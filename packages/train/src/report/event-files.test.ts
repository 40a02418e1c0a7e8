import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gradientDescent } from "@downhill/optimizers";
import { square, sum, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { CallbackError, eventFiles, train } from "../index.ts";
import { type Event, record } from "./event.ts";

const events: readonly Event[] = [
  { wallTime: 1700000000.25, fileVersion: "brain.Event:2" },
  { wallTime: 1700000000.5, step: 301, restart: true },
  { wallTime: 1700000001, step: 0, scalars: { loss: 2.2500001 } },
  { wallTime: 1700000002, step: 127, scalars: { loss: 0, accuracy: 0.1 } },
  { wallTime: 1700000003.125, step: 128, scalars: { loss: -1.5e-7 } },
  { wallTime: 1700000004, step: 2 ** 33 + 5, scalars: { 准确率: 0.875, ["a".repeat(200)]: 3 } },
];

test("records match those that TensorBoard itself writes, byte for byte", () => {
  const golden = readFileSync(new URL("../fixtures/events.tfevents", import.meta.url));
  expect(Buffer.concat(events.map(record))).toEqual(golden);
});

const options = {
  params: tensor([4]),
  optimizer: gradientDescent({ learningRate: 0.1 }),
  loss: (x: ReturnType<typeof tensor>) => sum(square(x)),
  batchAt: () => null,
  metrics: (x: ReturnType<typeof tensor>) => ({ size: sum(square(x)) }),
  every: 5,
  validation: { every: 10, measure: async () => ({ loss: 7 }) },
};

/** The files of a run, decoded just enough to find their numbers: the test above has checked the bytes. */
const filesOf = (folder: string) =>
  readdirSync(folder)
    .sort()
    .map((name) => {
      expect(name).toMatch(/^events\.out\.tfevents\.\d{10}\./);
      const bytes = readFileSync(join(folder, name));
      const messages: Buffer[] = [];
      for (let at = 0; at < bytes.length;) {
        const length = Number(bytes.readBigUInt64LE(at));
        messages.push(bytes.subarray(at + 12, at + 12 + length));
        at += length + 16;
      }
      return messages;
    });

/** The contents of an event after its time. */
const tail = (event: Event): string =>
  Buffer.from(record(event))
    .subarray(12 + 9, -4)
    .toString("hex");
const tails = (messages: readonly Buffer[]): string[] =>
  messages.map((bytes) => bytes.subarray(9).toString("hex"));

test("training and validation are two runs, and a resumed run starts a file that invalidates the lost steps", async () => {
  const folder = join(temporaryFolder(), "run");
  const first = await train({ ...options, steps: 12, callbacks: [eventFiles(folder)] });
  const now = Date.now() / 1000;
  await train({ ...options, ...first, history: [], steps: 15, callbacks: [eventFiles(folder)] });
  const [train1, train2] = filesOf(join(folder, "train")) as [Buffer[], Buffer[]];
  const expected = first.history.map(({ step, loss, metrics }) =>
    tail({ wallTime: 1, step, scalars: { loss, size: metrics["size"]! } }),
  );
  const version = tail({ wallTime: 1, fileVersion: "brain.Event:2" });
  expect(tails(train1)).toEqual([version, ...expected]);
  expect(tails(train2).slice(0, 2)).toEqual([version, tail({ wallTime: 1, step: 13, restart: true })]);
  expect(train2).toHaveLength(3);
  const [measured, ...others] = filesOf(join(folder, "validation"));
  expect(others).toEqual([]);
  expect(tails(measured!)).toEqual([version, tail({ wallTime: 1, step: 10, scalars: { loss: 7 } })]);
  const time = train1[1]!.readDoubleLE(1);
  expect(Math.abs(time - now)).toBeLessThan(60);
});

test("a path that cannot be a folder is named", async () => {
  const folder = join(temporaryFolder(), "file");
  writeFileSync(folder, "");
  const error: unknown = await train({ ...options, steps: 5, callbacks: [eventFiles(folder)] }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CallbackError);
  expect((error as CallbackError).message).toContain(`${folder}: the event file cannot be written (`);
  expect((error as CallbackError).zh).toContain("无法写入事件文件");
});
