import { readSync } from "node:fs";
import type { Request } from "./protocol.ts";

/*
 * How the box receives the grader's requests. The functions that read a request are saved here, before a learner's
 * code runs: a file that replaced JSON.parse or a stream's `emit` could otherwise change which file is asked, or what
 * it is asked.
 */
const { parse } = JSON;
const { wait } = Atomics;
const Bytes = Uint8Array;
const memory = new ArrayBuffer(2 ** 16);
const block = new Bytes(memory);
const decoder = new TextDecoder();
const decode = decoder.decode.bind(decoder);
const clock = new Int32Array(new SharedArrayBuffer(4));

/** Waits for some bytes of standard input and reads them; returns 0 at its end. */
function readSome(): number {
  for (;;) {
    try {
      return readSync(0, block, 0, block.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EOF") return 0; // reported by Windows
      if (code !== "EAGAIN") throw error;
      wait(clock, 0, 0, 5);
    }
  }
}

/** The next request, one line, because the grader sends them one after the other; undefined after the last. */
export function nextRequest(): Request | undefined {
  let line = "";
  while (line[line.length - 1] !== "\n") {
    const length = readSome();
    if (length === 0) return undefined;
    line += decode(new Bytes(memory, 0, length), { stream: true });
  }
  return parse(line) as Request;
}
