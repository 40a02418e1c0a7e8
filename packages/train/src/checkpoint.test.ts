import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { adam, adamw, momentum } from "@downhill/optimizers";
import { device, tensor } from "@downhill/tensor";
import { expect, test } from "vitest";
import { temporaryFolder } from "./fixtures/temporary-folder.ts";
import { CheckpointError, encodeSafetensors, loadCheckpoint, saveCheckpoint } from "./index.ts";

const fresh = () => join(temporaryFolder(), "made on the way", "run.safetensors");
const optimizer = adam();
const about = { model: "two numbers", data: "none" };
const params = { w: tensor([[1, 2]]), b: tensor([-0.1]) };

async function saved(): Promise<string> {
  const path = fresh();
  await saveCheckpoint(path, { params, state: optimizer.init(params), step: 3 }, { optimizer, about });
  return path;
}

async function refusal(
  path: string,
  like: Parameters<typeof loadCheckpoint>[1] = { params, optimizer, about },
) {
  const error: unknown = await loadCheckpoint(path, like).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CheckpointError);
  const { message, zh } = error as CheckpointError;
  for (const sentence of [message, zh]) expect(sentence.startsWith(path)).toBe(true);
  expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
  return message.slice(path.length + 2);
}

async function changed(change: (bytes: Buffer<ArrayBuffer>) => Uint8Array): Promise<string> {
  const path = await saved();
  writeFileSync(path, change(Buffer.from(readFileSync(path))));
  return path;
}

const withHeader = (header: string, data: Uint8Array = new Uint8Array(8)) => {
  const bytes = Buffer.alloc(8 + header.length + data.length);
  bytes.writeBigUInt64LE(BigInt(header.length));
  bytes.write(header, 8);
  bytes.set(data, 8 + header.length);
  return () => bytes;
};

test("everything saved comes back: values, moments, step, history", async () => {
  const path = fresh();
  const history = [{ step: 3, loss: 0.5, metrics: { accuracy: 0.25 } }];
  const state = {
    m: { w: tensor([[5, 6]]), b: tensor([7]) },
    v: { w: tensor([[0.25, 0]]), b: tensor([1e-300]) },
  };
  await saveCheckpoint(path, { params, state, step: 3, history }, { optimizer, about });
  const loaded = await loadCheckpoint(path, { params, optimizer, about });
  expect(loaded).toMatchObject({ step: 3, history });
  expect(Object.keys(loaded.params)).toEqual(["w", "b"]);
  expect(await loaded.params.b.data()).toEqual(Float64Array.of(-0.1));
  expect(await (loaded.state.v as typeof params).b.data()).toEqual(Float64Array.of(1e-300));
});

test("a number in an optimizer's state survives", async () => {
  const counting = { ...momentum(), name: "counting", init: () => ({ cooldown: 0, best: null }) };
  const path = fresh();
  await saveCheckpoint(
    path,
    { params, state: { cooldown: 4, best: null }, step: 1 },
    { optimizer: counting },
  );
  expect((await loadCheckpoint(path, { params, optimizer: counting })).state).toEqual({
    cooldown: 4,
    best: null,
  });
});

test("the header has names, shapes and dtypes in the safetensors format", async () => {
  const bytes = readFileSync(await saved());
  const length = Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + length)) as Record<string, unknown>;
  expect(header["params.w"]).toEqual({ dtype: "F64", shape: [1, 2], data_offsets: [0, 16] });
  expect(header["__metadata__"]).toMatchObject({ step: "3", optimizer: "adam" });
  expect(length % 8).toBe(0);
  expect(bytes.readDoubleLE(8 + length + 8)).toBe(2);
});

test("a truncated file is refused, wherever it was cut", async () => {
  for (const keep of [0, 5, 100, -1]) {
    expect(await refusal(await changed((bytes) => bytes.subarray(0, keep)))).toMatch(
      /^byte \d+: the file is truncated; delete it/,
    );
  }
});

test("a changed value and a changed step are refused", async () => {
  const flipped = await changed((bytes) => {
    bytes[bytes.length - 3]! ^= 1;
    return bytes;
  });
  expect(await refusal(flipped)).toMatch(
    /^byte 8: its content was altered after it was written \(SHA-256\); delete it/,
  );
  const later = await changed((bytes) =>
    Buffer.from(bytes.toString("latin1").replace('"step":"3"', '"step":"4"'), "latin1"),
  );
  expect(await refusal(later)).toMatch(/SHA-256/);
});

test.each([
  [
    "a header too large",
    withHeader(""),
    /header declares 100000001 bytes, but the safetensors format allows 100000000/,
  ],
  ["a header that is not JSON", withHeader("{nothing"), /its header is not JSON/],
  [
    "an unknown dtype",
    withHeader('{"w":{"dtype":"F8","shape":[8],"data_offsets":[0,8]}}'),
    /"w" has the unknown dtype F8/,
  ],
  [
    "a damaged entry",
    withHeader('{"w":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}'),
    /entry for "w" is damaged/,
  ],
  [
    "a shape that does not fit",
    withHeader('{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}'),
    /does not fit its shape \[3\]/,
  ],
  [
    "overlapping tensors",
    withHeader(
      '{"v":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}',
    ),
    /"w" overlaps another tensor/,
  ],
  ["a gap", withHeader('{"w":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}'), /gap before "w"/],
  [
    "bytes left over",
    withHeader('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'),
    /bytes that do not belong to any tensor/,
  ],
])("%s is refused", async (name, make, sentence) => {
  const path = await changed(make);
  if (name === "a header too large") {
    const bytes = Buffer.alloc(16);
    bytes.writeBigUInt64LE(100_000_001n);
    writeFileSync(path, bytes);
  }
  expect(await refusal(path)).toMatch(sentence);
});

test("a checkpoint of a different model is refused, and the error names the difference", async () => {
  const path = await saved();
  const wider = { w: tensor([[1, 2, 3]]), b: tensor([0]) };
  expect(await refusal(path, { params: wider, optimizer })).toBe(
    'this checkpoint is of another model: "params.w" is [1,2] there and [1,3] here; build the model it was written with, or start again.',
  );
  expect(await refusal(path, { params: { ...params, c: tensor([0]) }, optimizer })).toMatch(
    /it has no "params.c"/,
  );
  expect(await refusal(path, { params: { w: params.w }, optimizer })).toMatch(/it also has "params.b"/);
  expect(await refusal(path, { params, optimizer: adamw() })).toMatch(
    /written with optimizer adam, and this run has adamw/,
  );
  expect(await refusal(path, { params, optimizer, about: { data: "others" } })).toMatch(
    /with data none, and this run has others/,
  );
});

test("float64 is not silently rounded for another device", async () => {
  const backend = await device("wasm");
  const small = { w: tensor([[1, 2]], { backend }), b: tensor([0], { backend }) };
  expect(await refusal(await saved(), { params: small, optimizer })).toMatch(
    /is float64 there and float32 here, so use the device/,
  );
});

test("a checkpoint that has lost its digest is refused", async () => {
  const without = await changed((bytes) => {
    const text = bytes.toString("latin1");
    const at = text.indexOf('"sha256":"');
    // A different name of the same length keeps every offset.
    return Buffer.from(text.slice(0, at + 1) + "sha255" + text.slice(at + 7), "latin1");
  });
  expect(await refusal(without)).toMatch(
    /^byte 8: files of the format downhill-checkpoint-1 carry their SHA-256, but this one has none/,
  );
});

test("a missing file and a foreign one are refused", async () => {
  expect(await refusal(fresh())).toMatch(/^there is no such file; check the name/);
  const path = await saved();
  writeFileSync(path, await encodeSafetensors({ tensors: new Map(), metadata: { made: "elsewhere" } }));
  expect(await refusal(path)).toMatch(/not a checkpoint of this course/);
});

test("a path that cannot be written is named", async () => {
  const path = await saved();
  const inside = join(path, "run.safetensors");
  await expect(saveCheckpoint(inside, { params, state: [], step: 0 }, { optimizer })).rejects.toThrow(
    `${inside}: the checkpoint cannot be written (E`,
  );
});

test("leftovers of a killed writer of the same file are removed by the next save", async () => {
  const path = await saved();
  // No system has a process id this large.
  const [left, others] = [`${path}.2147483646.tmp`, join(path, "..", "other.2147483646.tmp")];
  for (const file of [left, others]) writeFileSync(file, "half");
  await saveCheckpoint(path, { params, state: [], step: 0 }, { optimizer });
  expect([existsSync(left), existsSync(others)]).toEqual([false, true]);
});
