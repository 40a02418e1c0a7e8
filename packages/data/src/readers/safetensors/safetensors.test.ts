import { describe, expect, test } from "vitest";
import oracle from "../../../oracles/tensors.json" with { type: "json" };
import { DataError } from "../../data-error.ts";
import { encodeSafetensors } from "./encode.ts";
import { readSafetensors } from "./read.ts";
import type { TensorFile } from "./values.ts";

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const two = Float32Array.of(1, 2);
const w = { dtype: "float32", shape: [2], data: two } as const;
const fileOf = (tensors: object, metadata: unknown = {}) =>
  ({ tensors: new Map(Object.entries(tensors)), metadata }) as TensorFile;
const refusal = async (work: Promise<unknown>): Promise<DataError> => {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
};

test("what encodeSafetensors writes, the authors' library reads", async () => {
  const { file, tensors, metadata } = oracle.ours;
  const kinds = {
    float64: Float64Array,
    float32: Float32Array,
    int32: Int32Array,
    bool: Uint8Array,
  };
  const given = Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
    const kind = dtype as keyof typeof kinds;
    return [name, { dtype: kind, shape, data: kinds[kind].from(data.map(Number)) }] as const;
  });
  const { sha256, step, 说明 } = metadata;
  const about = { step, 说明 };
  expect(sha256).toMatch(/^downhill:[0-9a-f]{64}$/);
  // Tensors of one width keep the Map's order.
  const order = ["w", "b", "d", "m", "e", "漢.字"];
  const sorted = new Map(given.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
  expect(await encodeSafetensors({ tensors: sorted, metadata: about })).toEqual(bytesOf(file));
  const read = await readSafetensors(bytesOf(file));
  expect(read.metadata).toEqual(about);
  for (const [name, values] of sorted) expect(read.tensors.get(name)).toEqual(values);
});

/** The contents of each file, and our error. */
const wrong: Readonly<Record<string, readonly [file: TensorFile, en: RegExp]>> = {
  "more numbers than the shape has": [
    fileOf({ w: { ...w, shape: [1] } }),
    /"w" has 2 numbers, but its shape \[1\] has room for 1; correct/,
  ],
  "fewer numbers than the shape has": [
    fileOf({ w: { ...w, shape: [3] } }),
    /"w" has 2 numbers, but its shape \[3\] has room for 3; correct/,
  ],
  "float64 numbers as float32": [
    fileOf({ w: { ...w, data: Float64Array.of(1, 2) } }),
    /data of "w" is Float64Array, but float32 needs Float32Array; convert/,
  ],
  "an unknown dtype": [
    fileOf({ w: { ...w, dtype: null } }),
    /"w" has the unknown dtype null; choose among float64, float32, int32, bool/,
  ],
  "a shape with a fraction": [fileOf({ w: { ...w, shape: [0.5] } }), /shape of "w" is \[0\.5\]; give a list/],
  "a negative shape": [fileOf({ w: { ...w, shape: [-2] } }), /shape of "w" is \[-2\]; give a list/],
  "a shape that is a number": [fileOf({ w: { ...w, shape: 2 } }), /shape of "w" is 2; give a list/],
  "a tensor named __metadata__": [
    fileOf({ ["__metadata__"]: w }),
    /no tensor can be named "__metadata__".*; choose another name/,
  ],
  "a number in the metadata": [fileOf({ w }, { step: 5 }), /metadata "step" is 5; .* only strings/],
  "null in the metadata": [fileOf({ w }, { step: null }), /metadata "step" is null; .* only strings/],
  "a record in the metadata": [
    fileOf({ w }, { about: { a: "b" } }),
    /metadata "about" is \{"a":"b"\}; .* only strings/,
  ],
  "a list as metadata": [fileOf({ w }, ["a"]), /the metadata is \["a"\]; give strings by name/],
  "half a character in a name": [fileOf({ "\ud800": w }), /"\\ud800" is not a name the file can hold/],
  "half a character in the metadata": [
    fileOf({ w }, { a: "\udc00" }),
    /metadata "a" is "\\udc00"; .* strings/,
  ],
};

describe.each(oracle.wrong)("$name", ({ name, said }) => {
  test("is a file that the authors' library refuses, and that is not written", async () => {
    expect(said).toMatch(/deserializing/);
    const [file, en] = wrong[name]!;
    const { message, zh } = await refusal(encodeSafetensors(file));
    expect(message).toMatch(en);
    expect(message).toMatch(/^encodeSafetensors: .*; .*\.$/);
    expect(zh).toMatch(/^encodeSafetensors：.*；.*[\u4e00-\u9fff].*。$/);
  });
});

test("each wrong file is tried with the library", () => {
  expect(Object.keys(wrong)).toEqual(oracle.wrong.map(({ name }) => name));
});

// The library accepts these, but they would not come back unchanged.
test.each<[what: string, file: TensorFile, en: RegExp]>([
  [
    "a digest given by the caller",
    fileOf({ w }, { sha256: "0" }),
    /"sha256" is reserved for the file's own digest/,
  ],
  ["a record of tensors", { tensors: { w } as never, metadata: {} }, /tensors is Object; give a Map/],
  ["a list of numbers", fileOf({ w: { ...w, data: [1, 2] } }), /data of "w" is Array, but float32 needs/],
  ["no data", fileOf({ w: { ...w, data: undefined } }), /data of "w" is undefined, but float32/],
  [
    "signed bytes as bool",
    fileOf({ w: { ...w, dtype: "bool" } }),
    /is Float32Array, but bool needs Uint8Array/,
  ],
  [
    "a bool that is 2",
    fileOf({ w: { dtype: "bool", shape: [2], data: Uint8Array.of(1, 2) } }),
    /bool but holds 2/,
  ],
  [
    "a dtype of the format",
    fileOf({ w: { ...w, dtype: "F32" } }),
    /unknown dtype "F32"; choose among float64/,
  ],
  ["a dtype of objects", fileOf({ w: { ...w, dtype: "constructor" } }), /unknown dtype "constructor"/],
  ["no shape", fileOf({ w: { ...w, shape: undefined } }), /shape of "w" is undefined; give a list/],
  [
    "an infinite shape",
    fileOf({ w: { ...w, shape: [Infinity] } }),
    /shape of "w" is \[Infinity\]; give a list/,
  ],
  [
    "numbers as names",
    { tensors: new Map([[1, w]]) as never, metadata: {} },
    /^encodeSafetensors: 1 is not a name/,
  ],
  ["no metadata", fileOf({ w }, undefined), /./],
  ["null as metadata", fileOf({ w }, null), /the metadata is null; give strings/],
])("not written: %s", async (what, file, en) => {
  const given = what === "no metadata" ? ({ tensors: file.tensors } as TensorFile) : file;
  const { message, zh } = await refusal(encodeSafetensors(given));
  expect(message).toMatch(en);
  expect(message).toMatch(/^encodeSafetensors: .*; .*\.$/);
  expect(zh).toMatch(/^encodeSafetensors：.*；.*。$/);
});

test("names that are special to JavaScript come back", async () => {
  const tensors = new Map(
    ["__proto__", "constructor", "1", "0", "sha256", ""].map((name) => [name, w] as const),
  );
  const metadata = Object.fromEntries([
    ["__proto__", "a"],
    ["toString", "b"],
    ["2", "c"],
  ]);
  const read = await readSafetensors(await encodeSafetensors({ tensors, metadata }));
  expect([...read.tensors.keys()].toSorted()).toEqual([...tensors.keys()].toSorted());
  expect(new Map(Object.entries(read.metadata))).toEqual(new Map(Object.entries(metadata)));
});

test.each(oracle.foreign)("a file from another program opens: $name", async ({ file, metadata }) => {
  const read = await readSafetensors(bytesOf(file));
  expect(read.metadata).toEqual(metadata);
  for (const [name, values] of Object.entries(oracle.values)) {
    expect(Array.from(read.tensors.get(name)!.data)).toEqual(values);
  }
});

/** The file with other metadata, as an editor that knows the format would write it. */
function withMetadata(bytes: Uint8Array, change: (metadata: Record<string, string>) => object): Uint8Array {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as {
    __metadata__: Record<string, string>;
  };
  const text = new TextEncoder().encode(
    JSON.stringify({ ...header, __metadata__: change(header.__metadata__) }),
  );
  const changed = Buffer.alloc(8 + text.length + bytes.length - 8 - length);
  changed.writeBigUInt64LE(BigInt(text.length));
  changed.set(text, 8);
  changed.set(bytes.subarray(8 + length), 8 + text.length);
  return new Uint8Array(changed);
}

describe("the digest of our files", () => {
  const written = (format?: string) =>
    encodeSafetensors(fileOf({ w }, format === undefined ? { a: "b" } : { format }));
  const checkpoint = "downhill-checkpoint-1";

  test("finds whatever is changed in it", async () => {
    for (const bytes of [await written(), await written(checkpoint), await written("pt")]) {
      const swapped = withMetadata(bytes, (metadata) => ({ ...metadata, a: "c" }));
      const value = bytes.slice();
      value[value.length - 1]! ^= 1;
      for (const changed of [swapped, value]) {
        const { message } = await refusal(readSafetensors(changed, { file: "a" }));
        expect(message).toMatch(/^a: byte 8: its content was altered after it was written \(SHA-256\); /);
      }
    }
  });

  test.each<[what: string, change: (metadata: Record<string, string>) => object]>([
    ["without its digest", ({ sha256: _, ...metadata }) => metadata],
    ["with the digest under another name", ({ sha256, ...metadata }) => ({ ...metadata, digest: sha256 })],
    ["with an empty digest", (metadata) => ({ ...metadata, sha256: "" })],
    ["with another program's digest", (metadata) => ({ ...metadata, sha256: "0".repeat(64) })],
    [
      "with a digest in capitals",
      ({ sha256, ...metadata }) => ({ ...metadata, sha256: sha256!.toUpperCase() }),
    ],
  ])("is required in our formats: %s it is refused", async (_, change) => {
    const { message, zh } = await refusal(
      readSafetensors(withMetadata(await written(checkpoint), change), { file: "a" }),
    );
    expect(message).toMatch(/^a: byte 8: .*SHA-256.*; .*\.$/);
    expect(zh).toMatch(/^a：第 8 字节：.*SHA-256.*；.*。$/);
    // In other formats each of these is an ordinary text.
    const foreign = await readSafetensors(withMetadata(await written("pt"), change));
    expect(foreign.metadata).toMatchObject({ format: "pt" });
  });

  test("is accepted without its prefix too, as earlier versions wrote it", async () => {
    const { blank, digestOf } = await import("./digest.ts");
    const ours = await written(checkpoint);
    const old = (digest: string) => withMetadata(ours, (metadata) => ({ ...metadata, sha256: digest }));
    const digest = await digestOf(partsOf(old(blank)));
    expect((await readSafetensors(old(digest))).metadata).toEqual({ format: checkpoint });
    const { message } = await refusal(
      readSafetensors(old(digest.replace(/^./, (c) => (c === "0" ? "1" : "0")))),
    );
    expect(message).toContain("was altered after it was written");
  });
});

function partsOf(bytes: Uint8Array): readonly Uint8Array[] {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  return [bytes.subarray(8, 8 + length), bytes.subarray(8 + length)];
}
