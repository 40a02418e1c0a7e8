/** Called with another invocation that accessed a word. */
export type Race = (word: number, other: number) => void;

const none = -1;
/** Written by atomics, which do not race with each other. */
const atomics = -2;

/**
 * Which invocations read and wrote each word. Two invocations that access the same word, at least one of them writing,
 * are a race unless a barrier separates them. Barriers order the invocations of one workgroup; here workgroups run one
 * after another, in numbered spans between barriers.
 */
export class Users {
  /** In the span of `#readAt`: the first reader of a word, and the first other one. */
  readonly #readers: Int32Array;
  readonly #others: Int32Array;
  readonly #readAt: Int32Array;
  /** A reader from an earlier workgroup. */
  readonly #strangers: Int32Array;
  readonly #writers: Int32Array;
  readonly #writtenAt: Int32Array;
  #span = 0;
  /** The first span of this workgroup. */
  #first = 0;

  constructor(words: number) {
    const list = (): Int32Array => new Int32Array(words).fill(none);
    this.#readers = list();
    this.#others = list();
    this.#readAt = new Int32Array(words);
    this.#strangers = list();
    this.#writers = list();
    this.#writtenAt = new Int32Array(words);
  }

  read(word: number, invocation: number, race: Race): void {
    const writer = this.#otherWriter(word, invocation);
    if (writer !== none) race(word, writer);
    const reader = this.#readers[word]!;
    if (reader === invocation && this.#readAt[word] === this.#span) return;
    if (reader === none || this.#readAt[word] !== this.#span) this.#newReader(word, invocation);
    else if (this.#others[word] === none) this.#others[word] = invocation;
  }

  write(word: number, invocation: number, race: Race): void {
    const writer = this.#otherWriter(word, invocation);
    const other = writer === none ? this.#otherReader(word, invocation) : writer;
    if (other !== none) race(word, other);
    this.#writers[word] = invocation;
    this.#writtenAt[word] = this.#span;
  }

  /** Set if an atomic wrote the word. */
  note(word: number): void {
    if (this.#writers[word] === none) this.#writers[word] = atomics;
  }

  synchronize(): void {
    this.#span++;
  }

  nextGroup(): void {
    this.#first = ++this.#span;
  }

  get unwritten(): readonly number[] {
    return [...this.#writers.keys()].filter((word) => this.#writers[word] === none);
  }

  /** Whether no barrier lies between a span and now: it is the current span, or another workgroup's. */
  #isUnordered(span: number): boolean {
    return span === this.#span || span < this.#first;
  }

  #otherWriter(word: number, invocation: number): number {
    const writer = this.#writers[word]!;
    if (writer < 0 || writer === invocation) return none;
    return this.#isUnordered(this.#writtenAt[word]!) ? writer : none;
  }

  #otherReader(word: number, invocation: number): number {
    const reader = this.#readers[word]!;
    if (reader !== none && this.#isUnordered(this.#readAt[word]!)) {
      if (reader !== invocation) return reader;
      if (this.#others[word] !== none) return this.#others[word]!;
    }
    return this.#strangers[word]!;
  }

  #newReader(word: number, invocation: number): void {
    const reader = this.#readers[word]!;
    if (reader !== none && this.#readAt[word]! < this.#first) this.#strangers[word] = reader;
    this.#readers[word] = invocation;
    this.#others[word] = none;
    this.#readAt[word] = this.#span;
  }
}
