import type { Fault } from "./fault.ts";
import type { Scalar } from "./type.ts";

/** What a kernel may do to a buffer. */
export type Access = "uniform" | "read" | "read_write";

/** Bytes that a kernel read from a buffer and wrote to it. */
export interface Traffic {
  readonly read: number;
  readonly written: number;
}

/** Who else touched a word. */
export type Race = (word: number, other: number) => void;

const nobody = -1;
const wordBytes = 4;

/**
 * A buffer while a kernel runs. For each word it knows who read and who wrote it, by the invocation's number: two of
 * them at one word, one of which writes, are a race, since there is no order among invocations.
 */
export class Memory {
  readonly name: string;
  readonly access: Access;
  readonly words: number;
  readonly views: Readonly<Record<"f32" | "i32" | "u32", Float32Array | Int32Array | Uint32Array>>;
  /** The first who read a word, and the first other. */
  readonly #readers: Int32Array;
  readonly #others: Int32Array;
  readonly #writers: Int32Array;
  #reads = 0;
  #writes = 0;

  constructor(name: string, access: Access, data: Float32Array | Int32Array | Uint32Array) {
    this.name = name;
    this.access = access;
    this.words = data.length;
    const place = [data.buffer, data.byteOffset, data.length] as const;
    this.views = {
      f32: new Float32Array(...place),
      i32: new Int32Array(...place),
      u32: new Uint32Array(...place),
    };
    const tracked = access === "read_write" ? data.length : 0;
    this.#readers = new Int32Array(tracked).fill(nobody);
    this.#others = new Int32Array(tracked).fill(nobody);
    this.#writers = new Int32Array(tracked).fill(nobody);
  }

  /** The value of a word; `race` is told of somebody else who wrote it. */
  load(word: number, type: Scalar, invocation: number, race: Race): number {
    this.#reads++;
    if (this.access === "read_write") {
      const writer = this.#writers[word]!;
      if (writer !== nobody && writer !== invocation) race(word, writer);
      const reader = this.#readers[word]!;
      if (reader === nobody) this.#readers[word] = invocation;
      else if (reader !== invocation && this.#others[word] === nobody) this.#others[word] = invocation;
    }
    return this.views[type as "f32"][word]!;
  }

  store(word: number, type: Scalar, value: number, invocation: number, race: Race): void {
    this.#writes++;
    const [first, writer] = [this.#readers[word]!, this.#writers[word]!];
    const reader = first === invocation ? this.#others[word]! : first;
    if (writer !== nobody && writer !== invocation) race(word, writer);
    else if (reader !== nobody) race(word, reader);
    this.#writers[word] = invocation;
    this.views[type as "f32"][word] = value;
  }

  get traffic(): Traffic {
    return { read: this.#reads * wordBytes, written: this.#writes * wordBytes };
  }

  /** The words that nobody wrote. */
  get unwritten(): readonly number[] {
    return [...this.#writers.keys()].filter((word) => this.#writers[word] === nobody);
  }
}

/** Faults that are told; the rest are counted. */
const told = 8;

/** Collects faults, each pair of line and kind a few times. */
export class Faults {
  readonly list: Fault[] = [];
  count = 0;

  add(fault: Fault): void {
    this.count++;
    if (this.list.length < told) this.list.push(fault);
  }
}
