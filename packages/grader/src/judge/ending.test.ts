import { expect, test } from "vitest";
import { endingFailure, withoutDump } from "./ending.ts";

const moreTime = { en: "Ask for more.", zh: "请求更多时间。" };
const failure = (output: string, said: Parameters<typeof endingFailure>[0]["said"] = [], short = false) =>
  endingFailure({ said, output }, () => undefined, { seconds: 5, short, moreTime });

/** What the engine prints at its end, as seen on Node 20, 22 and 24; the start of each is enough to recognise the rest. */
const full = [
  "\n<--- Last few GCs --->\n\n[1:0x1] 900 ms: Mark-Compact\n\n<--- JS stacktrace --->\n\nFATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n",
  "FATAL ERROR: invalid array length Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n",
  "\n\n#\n# Fatal error in , line 0\n# Fatal JavaScript invalid size error 169220804\n#\n#\n#\n#FailureMessage Object: 0x7ffd\n----- Native stack trace -----\n",
  "\n#\n# Fatal error in , line 0\n# Fatal JavaScript invalid array length error\n#\n",
  "\n#\n# Fatal process out of memory: Zone\n#\n",
  "FATAL ERROR: Committing semi space failed. Allocation failed - JavaScript heap out of memory\n",
  "FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory\n",
  "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n",
];

test.each(full)("a full memory gets its sentence, and the engine's own words are left out: %j", (dump) => {
  expect(failure(`mine\n${dump}`)).toMatchObject({
    kind: "memory",
    sentence: { en: expect.stringMatching(/list that never stops growing/) as string },
  });
  expect(withoutDump(`mine\n${dump}`)).toBe("mine");
});

test("for any other silent end, the message refers to the output", () => {
  expect(failure("mine\n")).toMatchObject({ kind: "stopped" });
  expect(withoutDump("my own text\n")).toBe("my own text");
});

test("a task that got less time than its limit is not told to ask for more", () => {
  const stopped = [{ t: "stopped", why: "time", inside: "double" }] as const;
  expect(failure("", stopped).sentence.en).toContain(moreTime.en);
  const short = failure("", stopped, true).sentence;
  expect(short.en).toMatch(/fix those first/);
  expect(short.zh).toMatch(/请先修好/);
  expect(`${short.en}${short.zh}`).not.toContain(moreTime.en);
});
