import { type ArrayType, type ScalarName, type Type } from "./type.ts";

/** The next multiple. */
export const roundUp = (size: number, to: number): number => Math.ceil(size / to) * to;

/** The alignment of a vector of that many numbers: two for two, four for three and four. */
const alignOfVector = (size: number): number => (size === 2 ? 2 : 4);

/** In words of four bytes: a value begins at a multiple of this. */
export function alignOf(type: Type): number {
  if (type.kind === "vector") return alignOfVector(type.size);
  if (type.kind === "matrix") return alignOfVector(type.rows);
  if (type.kind === "array") return alignOf(type.of);
  return type.kind === "struct" ? type.align : 1;
}

/** Words between one element and the next. */
export const strideOf = ({ of }: ArrayType): number => roundUp(wordsIn(of), alignOf(of));

/**
 * Words of four bytes that a value takes in memory, gaps included; an array without a length counts as none.
 *
 * @see WebGPU Shading Language, W3C, section 14.4.1, Alignment and Size.
 */
export function wordsIn(type: Type): number {
  if (type.kind === "vector") return type.size;
  if (type.kind === "matrix") return type.columns * alignOfVector(type.rows);
  if (type.kind === "array") return (type.length ?? 0) * strideOf(type);
  return type.kind === "struct" ? type.words : 1;
}

/** The number of numbers in a value, without gaps. */
export function partsIn(type: Type): number {
  if (type.kind === "vector") return type.size;
  if (type.kind === "matrix") return type.columns * type.rows;
  if (type.kind === "array") return (type.length ?? 0) * partsIn(type.of);
  if (type.kind === "struct") return type.members.reduce((sum, each) => sum + partsIn(each.type), 0);
  return 1;
}

/** One of the numbers of a value. */
export interface Part {
  /** Its offset in memory, in words from the start of the value. */
  readonly word: number;
  readonly name: ScalarName;
}

const known = new WeakMap<Type, readonly Part[]>();

/** The memory offsets of a value's numbers. */
export function layoutOf(type: Type): readonly Part[] {
  const found = known.get(type) ?? layout(type);
  known.set(type, found);
  return found;
}

const moved = (parts: readonly Part[], by: number): Part[] =>
  parts.map(({ word, name }) => ({ word: word + by, name }));

function layout(type: Type): readonly Part[] {
  switch (type.kind) {
    case "scalar":
      return [{ word: 0, name: type.name }];
    case "atomic":
      return [{ word: 0, name: type.of }];
    case "pointer":
      return [{ word: 0, name: "u32" }];
    case "vector":
      return Array.from({ length: type.size }, (_, word) => ({ word, name: type.of }));
    case "matrix": {
      const column: Type = { kind: "vector", size: type.rows, of: type.of };
      return repeated(column, type.columns, alignOfVector(type.rows));
    }
    case "array":
      return repeated(type.of, type.length ?? 0, strideOf(type));
    case "struct":
      return type.members.flatMap((each) => moved(layoutOf(each.type), each.offset));
  }
}

const repeated = (type: Type, count: number, stride: number): Part[] =>
  Array.from({ length: count }, (_, i) => moved(layoutOf(type), i * stride)).flat();
