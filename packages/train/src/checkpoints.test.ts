import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gradientDescent } from "@downhill/optimizers";
import { square, sum, type Tensor, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { type WriteMoment, watchWrites } from "./durable-write.ts";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { CheckpointError, checkpoints, CheckpointWriteError, type KeepRule, train } from "./index.ts";
import { keptBy } from "./keep-rule.ts";
import { sha256Of } from "./manifest.ts";

const optimizer = gradientDescent({ learningRate: 0.25 });
const like = { params: tensor([4]), optimizer };
const options = {
  ...like,
  loss: (x: Tensor) => sum(square(x)),
  batchAt: () => null,
  every: 2,
};
const name = (step: number) => `step-00000000${step}.safetensors`;

/** A folder with the checkpoints of steps 2, 4 and 6, the parameter being 1, 1/4 and 1/16. */
async function filled(rule: KeepRule = { last: 9 }): Promise<string> {
  const folder = join(temporaryFolder(), "run");
  await train({ ...options, steps: 6, checkpoint: { to: await checkpoints(folder, rule), every: 2 } });
  return folder;
}

const newest = async (folder: string) => {
  const store = await checkpoints(folder);
  const run = await store.newest(like);
  return {
    step: run?.step,
    said: store.passedOver.map(({ message }) => message),
    passedOver: store.passedOver,
  };
};

test("the manifest names file, step, metrics, size and SHA-256 of each", async () => {
  const folder = await filled();
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    format: string;
    checkpoints: { file: string; sha256: string; bytes: number; step: number; metrics: object }[];
  };
  expect(manifest.format).toBe("downhill-checkpoints-1");
  expect(manifest.checkpoints.map(({ step, metrics }) => [step, metrics])).toEqual([
    [2, { loss: 10 }],
    [4, { loss: 0.625 }],
    [6, { loss: 0.0390625 }],
  ]);
  for (const { file, sha256, bytes } of manifest.checkpoints) {
    const content = readFileSync(join(folder, file));
    expect([bytes, sha256]).toEqual([content.length, sha256Of(content)]);
  }
});

test("the rule: the last few, and the best by a number; the earlier one on a tie", async () => {
  const entries = [3, 1, 2, 1, 5].map((loss, step) => ({
    file: name(step),
    step,
    metrics: step === 2 ? {} : { loss },
    bytes: 1,
    sha256: "",
  }));
  const steps = (rule: KeepRule) => keptBy(rule, entries).map(({ step }) => step);
  expect(steps({ last: 2 })).toEqual([3, 4]);
  expect(steps({ last: 1, best: { by: "loss" } })).toEqual([1, 4]);
  expect(steps({ last: 1, best: { by: "loss", count: 3 } })).toEqual([0, 1, 3, 4]);
  expect(steps({ last: 1, best: { by: "loss", mode: "max" } })).toEqual([4]);
  expect(steps({ last: 1, best: { by: "nothing", mode: "max" } })).toEqual([4]);
  const folder = await filled({ last: 1, best: { by: "loss", mode: "max" } });
  expect(readdirSync(folder)).toEqual(["manifest.json", name(2), name(6)]);
});

test("damaged ones are named and skipped, and the newest intact one is taken", async () => {
  const folder = await filled();
  const cut = join(folder, name(6));
  writeFileSync(cut, readFileSync(cut).subarray(0, -1));
  const flipped = join(folder, name(4));
  const bytes = readFileSync(flipped);
  bytes[bytes.length - 2]! ^= 1;
  writeFileSync(flipped, bytes);
  const { step, said, passedOver } = await newest(folder);
  expect(step).toBe(2);
  expect(said[0]).toMatch(
    new RegExp(`^${cut}: .*the file is truncated; delete it and use an older checkpoint`),
  );
  expect(said[1]).toMatch(new RegExp(`^${flipped}: .*its content was altered`));
  for (const { zh } of passedOver) expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
});

test("an intact file in the place of another, and a missing one, are named", async () => {
  const folder = await filled();
  writeFileSync(join(folder, name(6)), readFileSync(join(folder, name(2))));
  rmSync(join(folder, name(4)));
  const { step, said } = await newest(folder);
  expect(step).toBe(2);
  expect(said[0]).toBe(
    `${join(folder, name(4))}: this checkpoint is missing; put it back, or continue from another one.`,
  );
  expect(said[1]).toMatch(/this is not the file that was written here/);
});

test("with no intact file there is nothing to continue from, and every file is named", async () => {
  const folder = await filled();
  for (const step of [2, 4, 6]) writeFileSync(join(folder, name(step)), "");
  const { step, said } = await newest(folder);
  expect([step, said.length]).toEqual([undefined, 3]);
});

test("a damaged or missing manifest is rebuilt from the files", async () => {
  for (const damage of ["", "{", "null", '{"format":"downhill-checkpoints-1","checkpoints":[]}']) {
    const folder = await filled();
    const path = join(folder, "manifest.json");
    const before = readFileSync(path, "utf8");
    writeFileSync(path, damage);
    const { step, said } = await newest(folder);
    expect(step).toBe(6);
    expect(said.join()).toMatch(/manifest\.json: the list of checkpoints is damaged, and was rebuilt/);
    expect(readFileSync(path, "utf8")).toBe(before);
    rmSync(path);
    expect(await newest(folder)).toMatchObject({ step: 6, said: [] });
  }
});

test("every byte of the manifest counts", async () => {
  const folder = await filled();
  const path = join(folder, "manifest.json");
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.length; at += 7) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    writeFileSync(path, changed);
    const found = await newest(folder).catch((error: unknown) => error);
    // Whitespace has no meaning, and a changed version is refused.
    if (found instanceof CheckpointError) expect(found.message).toMatch(/it has the version/);
    else expect(found).toMatchObject({ step: 6 });
  }
});

test("a manifest of another version is refused", async () => {
  const folder = await filled();
  writeFileSync(join(folder, "manifest.json"), '{"format":"downhill-checkpoints-2"}');
  await expect(checkpoints(folder)).rejects.toThrow(
    'it has the version "downhill-checkpoints-2", and this release reads "downhill-checkpoints-1"; use the release',
  );
});

test("leftovers of killed writers are removed, but not a running writer's", async () => {
  const folder = await filled();
  const left = (pid: number) => join(folder, `${name(8)}.${pid}.tmp`);
  // No system has a process id this large.
  for (const pid of [2 ** 31 - 2, process.pid, process.ppid]) writeFileSync(left(pid), "half");
  await checkpoints(folder);
  expect(readdirSync(folder).filter((file) => file.endsWith(".tmp"))).toEqual([
    `${name(8)}.${process.ppid}.tmp`,
  ]);
});

test("a checkpoint of a different model is refused, not skipped", async () => {
  const store = await checkpoints(await filled());
  await expect(store.newest({ ...like, params: tensor([1, 2]) })).rejects.toThrow("is of another model");
});

test("one can be read by its step", async () => {
  const store = await checkpoints(await filled());
  expect(await (await store.at(4, like)).params.item()).toBe(0.25);
  await expect(store.at(5, like)).rejects.toThrow(/step-000000005\.safetensors: this checkpoint is missing/);
});

const full = Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });

test.each<WriteMoment>(["opened", "written", "flushed"])(
  "a disk that is full when a file is %s: a clear error, and the last checkpoint is intact",
  async (moment) => {
    const folder = join(temporaryFolder(), "run");
    const to = await checkpoints(folder);
    let error: unknown;
    {
      using _ = watchWrites((now, path) => {
        if (now === moment && path.includes("step-000000004")) throw full;
      });
      error = await train({ ...options, steps: 6, checkpoint: { to, every: 2 } }).catch(
        (thrown: unknown) => thrown,
      );
    }
    expect(error).toBeInstanceOf(CheckpointWriteError);
    const [path, last] = [join(folder, name(4)), join(folder, name(2))];
    expect((error as CheckpointWriteError).message).toBe(
      `${path}: the checkpoint cannot be written (ENOSPC); choose another folder, or make room, and continue from ${last} (step 2).`,
    );
    expect((error as CheckpointWriteError).zh).toMatch(/无法写入检查点（ENOSPC）.*第 2 步）继续。$/);
    expect(readdirSync(folder)).toEqual(["manifest.json", name(2)]);
    expect(await newest(folder)).toMatchObject({ step: 2, said: [] });
  },
);

test("a path where no folder can be made is refused before the first step", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "file");
  writeFileSync(file, "");
  await expect(checkpoints(join(file, "run"))).rejects.toThrow(
    /manifest\.json: the checkpoint cannot be written \(E\w+\); choose another folder/,
  );
  const locked = join(folder, "locked");
  mkdirSync(locked);
  chmodSync(locked, 0o500);
  // The administrator may write anywhere, and Windows has no such permission.
  if (process.getuid?.() !== 0 && process.platform !== "win32") {
    await expect(checkpoints(locked)).rejects.toThrow(CheckpointWriteError);
  }
});
