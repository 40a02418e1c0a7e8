import { expect, test } from "vitest";
import { proseLines } from "./prose-lines.ts";

const style = { language: "en", color: false, width: 30 } as const;

test("paragraphs are broken between words, and code is unchanged, without its fence", () => {
  const text =
    "Collect the rows of the path in a loop:\n\n```ts\nfor (;;) {\n\n  rows.push(row); // each of them, in order\n}\n```\n\nThen return.";
  expect(proseLines(text, 2, style)).toEqual([
    "  Collect the rows of the path\n  in a loop:",
    "    for (;;) {",
    "",
    "      rows.push(row); // each of them, in order",
    "    }",
    "  Then return.",
  ]);
});
