import { expect, test } from "vitest";
import { cleaned } from "./cleaned.ts";

const e = "\u001b";

test.each([
  [`${e}[31mred${e}[0m and ${e}[1;4;38;5;200mbold${e}[m`, "red and bold"],
  [`${e}[2J${e}[H${e}[10;20Hover the report`, "over the report"],
  ["\u009b31mone byte\u009b0m", "one byte"],
  [`${e}]0;a title\u0007after${e}]8;;https://example.org${e}\\a link${e}]8;;${e}\\`, "aftera link"],
  [`${e}(Bletters ${e}7saved${e}8`, "letters saved"],
  ["no sequence [31m at all", "no sequence [31m at all"],
  ["a\u0000b\u0007c\u202ed\r\ne\tf\u2066", "abcd\ne\tf"],
])("%j is printed as %j", (text, printed) => {
  expect(cleaned(text)).toBe(printed);
});
