import type { ScalarName } from "../type/type.ts";
import { type Race, Users } from "./users.ts";

/** What a kernel may do to a buffer. */
export type Access = "uniform" | "read" | "read_write";

/** Bytes that a kernel read from a buffer and wrote to it. */
export interface Traffic {
  readonly read: number;
  readonly written: number;
}

/** Where to find a variable's memory while a kernel runs. */
export interface Buffer {
  readonly name: string;
  memory: Memory | undefined;
}

type Words = Float32Array | Int32Array | Uint32Array;

const wordBytes = 4;

/** A buffer while a kernel runs. It records which invocations read and wrote each word. */
export class Memory {
  readonly name: string;
  readonly access: Access;
  readonly words: number;
  readonly f32: Float32Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  #users: Users | undefined;
  #reads = 0;
  #writes = 0;

  constructor(name: string, access: Access, data: Words) {
    this.name = name;
    this.access = access;
    this.words = data.length;
    const place = [data.buffer, data.byteOffset, data.length] as const;
    this.f32 = new Float32Array(...place);
    this.i32 = new Int32Array(...place);
    this.u32 = new Uint32Array(...place);
    this.#users = access === "read_write" ? new Users(data.length) : undefined;
  }

  /** The value of a word; `race` is called with another invocation that wrote it. */
  load(word: number, type: ScalarName, invocation: number, race: Race): number {
    this.#reads++;
    this.#users?.read(word, invocation, race);
    return this.view(type)[word]!;
  }

  store(word: number, type: ScalarName, value: number, invocation: number, race: Race): void {
    this.#writes++;
    this.#users?.write(word, invocation, race);
    this.view(type)[word] = value;
  }

  /** Replaces a word atomically, without races among atomics. Returns the old value. */
  exchange(word: number, type: "i32" | "u32", next: (old: number) => number | undefined): number {
    const view = this.view(type);
    const old = view[word]!;
    const value = next(old);
    this.#reads++;
    if (value === undefined) return old;
    this.#writes++;
    this.#users?.note(word);
    view[word] = value;
    return old;
  }

  view(type: ScalarName): Words {
    return type === "f32" ? this.f32 : type === "i32" ? this.i32 : this.u32;
  }

  /** Makes all accesses so far visible to the whole workgroup. */
  synchronize(): void {
    this.#users?.synchronize();
  }

  /** Starts the next workgroup; accesses of the others stay unordered. */
  nextGroup(): void {
    this.#users?.nextGroup();
  }

  /** Starts the next workgroup with zeros that no invocation has accessed. */
  restart(): void {
    this.u32.fill(0);
    this.#users = new Users(this.words);
  }

  get traffic(): Traffic {
    return { read: this.#reads * wordBytes, written: this.#writes * wordBytes };
  }

  /** The words that were never written. */
  get unwritten(): readonly number[] {
    return this.#users?.unwritten ?? [];
  }
}
