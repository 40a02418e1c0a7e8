import type { Bilingual } from "../bilingual.ts";

/** The format of a stack: its frames, innermost first. */
function frames(): string[] {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = Infinity;
  const { stack = "" } = new Error("here");
  Error.stackTraceLimit = before;
  return stack.split("\n").filter((line) => /:\d+\)?$/.test(line) || line.endsWith("(<anonymous>)"));
}

/** A path with forward slashes, without the scheme of a file's address. */
const plain = (file: string): string => file.replace(/^file:\/\//, "").replaceAll("\\", "/");

/** The location of this package: its frames are not the user's. */
const home = plain(new URL("..", import.meta.url).href);

/** Of a frame such as `at fn (file:///a/b.ts:12:7)` or `fn@file:///a/b.ts:12:7`: `file:///a/b.ts:12`. */
const fileAndLine = (frame: string): string | undefined =>
  /^(.*:\d+):\d+$/.exec(frame.replace(/^.*(?:\(|@|\bat (?:async )?)/, "").replace(/\)$/, ""))?.[1];

function relative(file: string): string {
  const { process } = globalThis as { process?: { cwd?: () => string } };
  const here = process?.cwd?.();
  return here !== undefined && file.startsWith(`${plain(here)}/`) ? file.slice(here.length + 1) : file;
}

/** How many frames are outside the calling one. */
export const depth = (): number => frames().length - 2;

/**
 * The line where a function, called at this depth, left the user's code for this package; and where that line was reached
 * from, if another line of the user's code comes between. Taken from the stack; nothing else of it is shown.
 */
export function place(outside: number): Bilingual {
  const inner = frames();
  const lines = inner
    .slice(0, inner.length - outside)
    .map(fileAndLine)
    .filter((line) => line !== undefined)
    .map(plain)
    .filter((line) => !line.startsWith(home) && !line.startsWith("node:"));
  const [innermost, outermost] = [lines[0], lines.at(-1)];
  if (innermost === undefined || outermost === undefined)
    return { en: "in the traced function", zh: "在被追踪的函数里" };
  const [at, from] = [relative(innermost), relative(outermost)];
  return at === from
    ? { en: `at ${at}`, zh: `在 ${at}` }
    : { en: `at ${at} (reached from ${from})`, zh: `在 ${at}（由 ${from} 而来）` };
}
