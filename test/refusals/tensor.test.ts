import * as all from "@downhill/tensor";
import {
  type AnyOp,
  arange,
  checkTensor,
  einsum,
  foldIn,
  full,
  key,
  linspace,
  normal,
  ones,
  ops,
  permutation,
  randomBits,
  split,
  splitAlong,
  tensor,
  tidy,
  uniform,
  useBackend,
  zeros,
} from "@downhill/tensor";
import { expect, test } from "vitest";

import { faults, type Sample } from "./walk.ts";

test.each(Object.entries(ops))("%s refuses bad arguments in both languages", async (name, op) => {
  const def = op.def as unknown as AnyOp;
  // A number is an operand like any other, and what it makes, NaN or not, is arithmetic.
  const wrong = (args: readonly unknown[]): boolean =>
    args.slice(0, def.inputs.length).every((arg) => typeof arg !== "number");
  // `gather` reads NaN where the device has no such row, and `pad` fills with what is asked for.
  const nan = (args: readonly unknown[]): boolean =>
    name === "gather" ||
    (name === "pad" && Number.isNaN((args[1] as { value?: number } | undefined | null)?.value));
  const found = [];
  for (const sample of def.domain(key(0))) {
    found.push(...(await faults(name, [op, ...sample], { wrong, nan })));
  }
  expect(found).toEqual([]);
});

const samples: Readonly<Record<string, Sample>> = {
  tensor: [tensor, [1, 2], { shape: [2], dtype: "float64" }],
  full: [full, [2], 0.5, { dtype: "float64" }],
  zeros: [zeros, [2], { dtype: "float64" }],
  ones: [ones, [2], { dtype: "float64" }],
  key: [key, 1],
  split: [split, key(0), 2],
  foldIn: [foldIn, key(0), 3],
  randomBits: [randomBits, key(0), 3],
  permutation: [permutation, key(0), 3],
  uniform: [uniform, key(0), [2], 0, 1],
  normal: [normal, key(0), [2]],
  splitAlong: [splitAlong, ones([4]), 2, { axis: 0 }],
  arange: [arange, 0, 3, 1, { dtype: "float64" }],
  linspace: [linspace, 0, 1, 3, { dtype: "float64" }],
  einsum: [einsum, "ij,jk->ik", ones([2, 3]), ones([3, 2])],
  checkTensor: [checkTensor, "owner", "x", ones([4])],
  useBackend: [useBackend, "wasm"],
  tidy: [tidy, "name", async () => 1],
};

const x = tensor([0.5, 2]);
const def = all.exp.def;
const call: all.Call = { op: def as unknown as AnyOp, inputs: [x], attrs: undefined, output: x };
const recorder: all.Recorder = { record: () => undefined };

/** What other packages build on: ops of one's own, kernels, scopes, recorders, trees, shapes. */
const parts: Readonly<Record<string, Sample>> = {
  checkChoice: [all.checkChoice, "owner", "name", "a", ["a", "b"]],
  checkFlag: [all.checkFlag, "owner", "name", true],
  checkFunction: [all.checkFunction, "owner", "name", () => 0],
  checkOptions: [all.checkOptions, "owner", { a: 1 }, ["a"], "path"],
  checkForm: [
    (owner: string, name: string, given: unknown) => all.checkForm(owner, name, given, ["number"]),
    "owner",
    "name",
    [1],
  ],
  checkIndices: [all.checkIndices, "owner", "name", tensor([0], { dtype: "int32" }), 3],
  meant: [all.meant, "axis", ["axes"]],
  meantAmong: [all.meantAmong, "axis", ["axes"]],
  onesLike: [all.onesLike, x],
  zerosLike: [all.zerosLike, x],
  defaultBackend: [all.defaultBackend],
  device: [all.device, "reference"],
  chooseDevice: [all.chooseDevice, "reference"],
  optionalPackage: [all.optionalPackage, "no-such-package"],
  selfTest: [all.selfTest, all.reference],
  op: [(given: typeof def, ...args: never[]) => all.op(given as never)(...args), { ...def }, x],
  print: [all.print, x, {}],
  record: [all.record, call],
  recordCotangent: [all.recordCotangent, call, "x", x],
  recording: [
    (given: all.Recorder, fn: () => unknown) => all.recording(given, fn),
    recorder,
    () => all.exp(x),
  ],
  unrecorded: [all.unrecorded, () => all.exp(x)],
  run: [all.run, "pad", [x], { before: [1], after: [1], value: 0 }],
  runFused: [
    all.runFused,
    {
      name: "twice",
      nodes: [
        { kind: "input", index: 0 },
        { kind: "add", of: [0, 0] },
      ],
      outputs: [1],
    },
    [x],
    [1],
    [],
  ],
  currentScope: [all.currentScope],
  moveTo: [all.moveTo, x, null],
  scope: [
    (name: string) => {
      using s = all.scope(name);
      return s.name;
    },
    "name",
  ],
  broadcastShapes: [all.broadcastShapes, "owner", [2, 1], [3]],
  sameShape: [all.sameShape, [2], [2]],
  showShape: [all.showShape, [2]],
  sizeOf: [all.sizeOf, [2, 3]],
  defer: [all.defer, "name", (a: number) => a, 1],
  perStep: [all.perStep, "name", (step: number) => step, 3],
  leaves: [all.leaves, { x }],
  paths: [all.paths, { x }, "at"],
  treeMap: [all.treeMap, (a: unknown) => a, { x }, { x }],
};

test("every function of the package is walked", () => {
  const walked = [...Object.keys(ops), ...Object.keys(samples), ...Object.keys(parts)];
  const functions = Object.entries(all).filter(
    ([, value]) => typeof value === "function" && !value.toString().startsWith("class "),
  );
  expect(functions.map(([name]) => name).filter((name) => !walked.includes(name))).toEqual([]);
});

// What only passes its argument on may answer it, and NaN as an operand, a length or an attribute is arithmetic.
const passesOn = /^(run|op|sizeOf|defer|perStep|leaves|paths|treeMap|check.*)$/;

test.each(Object.entries(parts))("%s refuses bad arguments in both languages", async (name, sample) => {
  const nan = (args: readonly unknown[]): boolean => passesOn.test(name) && args.length > 0;
  expect(await faults(name, sample, { nan })).toEqual([]);
});

test.each(Object.entries(samples))("%s refuses bad arguments in both languages", async (name, sample) => {
  const asked = (args: readonly unknown[]): boolean =>
    (name === "full" && Number.isNaN(args[1])) || (name === "tensor" && [args[0]].flat().some(Number.isNaN));
  // A device by its name and an asynchronous function are slips themselves.
  const valid = name !== "useBackend" && name !== "tidy";
  expect(await faults(name, sample, { nan: asked, valid })).toEqual([]);
});

test.each<[string, () => unknown, RegExp]>([
  ["a negative length", () => full([-1], 0), /^full: \[-1\] is not a shape; give whole numbers/],
  ["a length in place of a shape", () => zeros(3 as never), /^zeros: 3 is not a shape/],
  [
    "a word among numbers",
    () => tensor([1, "2"] as never),
    /^tensor: the value at index 1 is string, not a number/,
  ],
  ["the name of a device", () => useBackend("wasm" as never), /await device\("wasm"\)/],
  [
    "a seed in place of a key",
    () => normal(7 as never, [2]),
    /^normal: 7 is not a key; make one with key\(42\)/,
  ],
  [
    "axes without a name",
    () => ops.sum(ones([2, 3]), 0 as never),
    /^sum: 0 was given where an option is expected/,
  ],
  [
    "an operand left out",
    () => ops.add(...([ones([2])] as unknown as [number, number])),
    /^add: operand 2 is undefined/,
  ],
  ["no shape to reshape to", () => ops.reshape(ones([2]), undefined as never), /^reshape: invalid options/],
])("%s is refused with the remedy", (_, call, message) => {
  expect(call).toThrow(message);
});
