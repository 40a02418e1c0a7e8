import type { DType, TypedArray } from "@downhill/tensor";

/** The values of one tensor on the host. */
export interface Values {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: TypedArray;
}

/** The contents of a safetensors file: named tensors and metadata. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Values>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's own limit for the header, in bytes. */
export const longestHeader = 100_000_000;

/** A kind of numbers that a file may hold, and what it becomes here. */
export interface Stored {
  /** Bytes of one number. */
  readonly bytes: number;
  readonly dtype: DType;
  /** The numbers, or the position of one that does not fit `dtype`. */
  read(view: DataView, count: number): TypedArray | { readonly wrong: number };
}

function half(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

const brain = new DataView(new ArrayBuffer(4));
function brainFloat(bits: number): number {
  brain.setUint16(0, bits);
  return brain.getFloat32(0);
}

type Get = (view: DataView, at: number) => number;

/** Numbers stored the way a typed array holds them: little-endian, as on every machine that runs this. */
const same = (dtype: DType, make: (bytes: ArrayBuffer) => TypedArray, bytes: number): Stored => ({
  bytes,
  dtype,
  read: (view) => make(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer),
});

const halves = (get: (bits: number) => number): Stored => ({
  bytes: 2,
  dtype: "float32",
  read(view, count) {
    const data = new Float32Array(count);
    for (let i = 0; i < count; i++) data[i] = get(view.getUint16(2 * i, true));
    return data;
  },
});

/** Whole numbers between the two bounds. */
const integers = (
  bytes: number,
  get: Get,
  dtype: "int32" | "bool" = "int32",
  least = -(2 ** 31),
  most = 2 ** 31 - 1,
): Stored => ({
  bytes,
  dtype,
  read(view, count) {
    const data = dtype === "bool" ? new Uint8Array(count) : new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const value = get(view, i * bytes);
      if (value < least || value > most) return { wrong: i };
      data[i] = value;
    }
    return data;
  },
});

/** Every readable kind, by its tag in the file; all are little-endian. */
export const stored: ReadonlyMap<string, Stored> = new Map<string, Stored>([
  ["F64", same("float64", (bytes) => new Float64Array(bytes), 8)],
  ["F32", same("float32", (bytes) => new Float32Array(bytes), 4)],
  ["F16", halves(half)],
  ["BF16", halves(brainFloat)],
  ["I64", integers(8, (view, at) => Number(view.getBigInt64(at, true)))],
  ["I32", same("int32", (bytes) => new Int32Array(bytes), 4)],
  ["I16", integers(2, (view, at) => view.getInt16(at, true))],
  ["I8", integers(1, (view, at) => view.getInt8(at))],
  ["U64", integers(8, (view, at) => Number(view.getBigUint64(at, true)))],
  ["U32", integers(4, (view, at) => view.getUint32(at, true))],
  ["U16", integers(2, (view, at) => view.getUint16(at, true))],
  ["U8", integers(1, (view, at) => view.getUint8(at))],
  ["BOOL", integers(1, (view, at) => view.getUint8(at), "bool", 0, 1)],
]);

/** The tag with which each of our kinds of numbers is written. */
export const tags: Readonly<Record<DType, string>> = {
  float64: "F64",
  float32: "F32",
  int32: "I32",
  bool: "BOOL",
};

/** The array in which each kind of numbers is stored. */
export const arrays = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
} as const satisfies Readonly<Record<DType, unknown>>;
