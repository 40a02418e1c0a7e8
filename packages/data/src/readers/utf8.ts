import type { Contents } from "./contents.ts";

/** A little below the longest string that V8 can hold. */
const longestText = 2 ** 29 - 2 ** 10;

/** True if the bytes are the start of valid text: an unfinished character at the end is incomplete, not wrong. */
function begins(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** How many bytes from the start are valid. */
function rightUntil(bytes: Uint8Array): number {
  let [right, wrong] = [0, bytes.length + 1];
  while (wrong - right > 1) {
    const middle = (right + wrong) >> 1;
    if (begins(bytes.subarray(0, middle))) right = middle;
    else wrong = middle;
  }
  return right;
}

/**
 * Returns the file as text, without its byte order mark.
 *
 * @throws DataError with the offset if the bytes are not UTF-8, or too many for one string
 * @see RFC 3629, "UTF-8, a transformation format of ISO 10646", §3.
 */
export function textOf({ bytes, refuse }: Contents): string {
  if (bytes.length > longestText) {
    throw refuse.byte(
      "too-large",
      longestText,
      {
        en: `the file is longer than the ${longestText} bytes that one string can hold`,
        zh: `文件超过了单个文本所能容纳的 ${longestText} 字节`,
      },
      { en: "split it into several files", zh: "请拆成多个文件" },
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const offset = rightUntil(bytes);
    throw refuse.byte(
      "wrong-encoding",
      offset,
      {
        en: "the bytes are not UTF-8 from this point, so the file is damaged or in another encoding",
        zh: "从这里起不是 UTF-8 文本，文件已损坏或用了别的编码",
      },
      { en: "copy it again, or save it as UTF-8", zh: "请重新复制，或另存为 UTF-8" },
    );
  }
}
