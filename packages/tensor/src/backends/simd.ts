import type { ElementOperation, Elementwise } from "../backend.ts";
import { type Hoisted, hoisted } from "./invariants.ts";
import { isShared } from "./shared-heap.ts";

/** Runs a compiled pass over `count` elements; the arguments are addresses in bytes, then the invariants. */
export type Loop = (count: number, addresses: readonly number[], values: readonly number[]) => void;

/** Turns a loop for one thread into one that several threads share. */
export type Threads = (module: WebAssembly.Module, alone: Loop) => Loop;

/**
 * A program compiled to WebAssembly: one pass over float32 arrays in a given memory, four elements at a time. Called
 * with the scalars it returns the function to run, or `undefined` if they exceed float32. Addresses are in bytes,
 * inputs first, then outputs.
 */
export type Pass = (
  scalars: readonly number[],
) => ((count: number, addresses: readonly number[]) => void) | undefined;

/** In the binary format a list is its length and its items; lengths are LEB128. */
const leb = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...leb(n >>> 7)]);
const list = (items: readonly (readonly number[])[]): number[] => [...leb(items.length), ...items.flat()];
const sized = (bytes: readonly number[]): number[] => [...leb(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const name = (text: string): number[] => sized([...new TextEncoder().encode(text)]);
const float = (x: number): number[] => [...new Uint8Array(new Float32Array([x]).buffer)];

const [i32, f32, v128] = [0x7f, 0x7d, 0x7b];
const get = (local: number): number[] => [0x20, ...leb(local)];
const set = (local: number): number[] => [0x21, ...leb(local)];
const int = (n: number): number[] => [0x41, ...(n < 64 ? [n] : [(n & 127) | 128, n >>> 7])];
const addInt = [0x6a];

/** The differences between one element and four: how to load, store, and compute each operation. */
interface Lanes {
  readonly bytes: number;
  readonly load: readonly number[];
  readonly store: readonly number[];
  readonly constant: (x: number) => readonly number[];
  readonly operation: (kind: ElementOperation, of: readonly number[]) => readonly number[];
}

const memory = [2, 0]; // aligned to 2² bytes, offset 0
const simd = (...code: readonly number[]): number[] => [0xfd, ...code];
const splat = simd(0x13);
const one = [0x43, ...float(1)];
const minusZero = [0x43, ...float(-0)];

const single: Lanes = {
  bytes: 4,
  load: [0x2a, ...memory],
  store: [0x38, ...memory],
  constant: (x) => [0x43, ...float(x)],
  operation: (kind, of) => {
    const [a, b] = of.map(get) as [number[], number[]?];
    const code = {
      add: 0x92,
      sub: 0x93,
      mul: 0x94,
      div: 0x95,
      sqrt: 0x91,
      neg: 0x8c,
      abs: 0x8b,
      maximum: 0x97,
    };
    if (kind === "square") return [...a, ...a, code.mul];
    // copysign(1, a), but a itself where it is 0 or not a number
    if (kind === "sign")
      return [
        ...one,
        ...a,
        0x98,
        ...a,
        ...a,
        0x43,
        ...float(0),
        0x5e,
        ...a,
        0x43,
        ...float(0),
        0x5d,
        0x72,
        0x1b,
      ];
    if (kind === "pow") throw new RangeError("a power of elements has no instruction");
    return b === undefined ? [...a, code[kind]] : [...a, ...b, code[kind]];
  },
};

const four: Lanes = {
  bytes: 16,
  load: simd(0x00, ...memory),
  store: simd(0x0b, ...memory),
  constant: (x) => [0x43, ...float(x), ...splat],
  operation: (kind, of) => {
    const [a, b] = of.map(get) as [number[], number[]?];
    const code = {
      add: simd(0xe4, 1),
      sub: simd(0xe5, 1),
      mul: simd(0xe6, 1),
      div: simd(0xe7, 1),
      sqrt: simd(0xe3, 1),
      neg: simd(0xe1, 1),
      abs: simd(0xe0, 1),
      maximum: simd(0xe9, 1),
    };
    if (kind === "square") return [...a, ...a, ...code.mul];
    if (kind === "sign") {
      const signed = [...a, ...minusZero, ...splat, ...simd(0x4e), ...one, ...splat, ...simd(0x50)];
      const ordered = [
        ...a,
        0x43,
        ...float(0),
        ...splat,
        ...simd(0x44),
        ...a,
        0x43,
        ...float(0),
        ...splat,
        ...simd(0x43),
        ...simd(0x50),
      ];
      return [...signed, ...a, ...ordered, ...simd(0x52)];
    }
    if (kind === "pow") throw new RangeError("a power of elements has no instruction");
    return b === undefined ? [...a, ...code[kind]] : [...a, ...b, ...code[kind]];
  },
};

/**
 * Compiles a program for arrays in `memory`, or returns `undefined` if this engine has no SIMD or an operation has no
 * instruction.
 *
 * @param into for output `k` the input that it overwrites; this needs one register less than a separate address.
 * @param threads how other threads help; without it this one runs the whole pass.
 */
export function compilePass(
  program: Elementwise,
  memory: WebAssembly.Memory,
  into: readonly (number | undefined)[] = [],
  threads?: Threads,
): Pass | undefined {
  const plan = hoisted(program);
  const { nodes, outputs, varies } = plan;
  if (nodes.some((node, i) => node.kind === "pow" && varies[i]) || !outputs.every((node) => varies[node]))
    return undefined;
  const bytes = assemble(plan, into, isShared(memory));
  if (!WebAssembly.validate(bytes)) return undefined;
  const module = new WebAssembly.Module(bytes);
  const instance = new WebAssembly.Instance(module, { env: { memory } });
  const pass = instance.exports.pass as (...args: readonly number[]) => void;
  const alone: Loop = (count, addresses, values) => pass(count, ...addresses, ...values);
  const loop = threads?.(module, alone) ?? alone;
  return (scalars) => {
    const values = plan.valuesAt(scalars);
    if (values === undefined) return undefined;
    return (count, addresses) => loop(count, addresses, values);
  };
}

/** The module's bytes: it imports `env.memory` and exports `pass(count, addresses…, invariants…)`. */
function assemble(
  { nodes, outputs, inputCount, varies, fixed }: Hoisted,
  into: readonly (number | undefined)[],
  shared: boolean,
): Uint8Array<ArrayBuffer> {
  const inputAt = (index: number) => 1 + index;
  const outputAt = (k: number) => 1 + (into[k] ?? inputCount + k);
  const fixedAt = (k: number) => 1 + inputCount + outputs.length + k;
  const parameters = [i32, ...Array<number>(inputCount + outputs.length).fill(i32), ...fixed.map(() => f32)];
  const [offset, limit] = [parameters.length, parameters.length + 1];
  const singleAt = (node: number) => limit + 1 + node;
  const fourAt = (node: number) => limit + 1 + nodes.length + node;

  const body = (lanes: Lanes, at: (node: number) => number): number[] => [
    ...nodes.flatMap((node, i): readonly number[] => {
      if (varies[i] !== true) return [];
      const value =
        node.kind === "input"
          ? [...get(inputAt(node.index)), ...get(offset), ...addInt, ...lanes.load]
          : "of" in node
            ? lanes.operation(node.kind, node.of.map(at))
            : [];
      return [...value, ...set(at(i))];
    }),
    ...outputs.flatMap((node, k) => [
      ...get(outputAt(k)),
      ...get(offset),
      ...addInt,
      ...get(at(node)),
      ...lanes.store,
    ]),
  ];
  /** if (offset < limit) do { body; offset += bytes } while (offset < limit): with the test at the top it takes 1.4 times as long. */
  const loop = (lanes: Lanes, at: (node: number) => number): number[] => [
    ...[...get(offset), ...get(limit), 0x49, 0x04, 0x40, 0x03, 0x40],
    ...body(lanes, at),
    ...[...get(offset), ...int(lanes.bytes), ...addInt, 0x22, ...leb(offset)],
    ...[...get(limit), 0x49, 0x0d, 0, 0x0b, 0x0b],
  ];
  const code = [
    ...fixed.flatMap((node, k) => [...get(fixedAt(k)), ...set(singleAt(node))]),
    ...fixed.flatMap((node, k) => [...get(fixedAt(k)), ...splat, ...set(fourAt(node))]),
    ...[...get(0), ...int(2), 0x76, ...int(4), 0x74, ...set(limit)], // count ÷ 4 · 16
    ...loop(four, fourAt),
    ...[...get(0), ...int(2), 0x74, ...set(limit)], // count · 4
    ...loop(single, singleAt),
    0x0b,
  ];
  const locals = [
    [...leb(2), i32],
    [...leb(nodes.length), f32],
    [...leb(nodes.length), v128],
  ];
  const magic = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return new Uint8Array([
    ...magic,
    ...section(1, list([[0x60, ...list(parameters.map((type) => [type])), 0]])),
    ...section(
      2,
      list([[...name("env"), ...name("memory"), 0x02, ...(shared ? [3, 1, ...leb(2 ** 16)] : [0, 1])]]),
    ),
    ...section(3, list([[0]])),
    ...section(7, list([[...name("pass"), 0x00, 0]])),
    ...section(10, list([sized([...list(locals), ...code])])),
  ]);
}
