import { expect, test } from "vitest";
import { editorIn } from "./editor.ts";

test.each([
  [{ VISUAL: "subl --wait", EDITOR: "nano" }, "subl --wait"],
  [{ VISUAL: " ", EDITOR: "vi" }, "code"],
  [{}, "code"],
])("%j opens %s", (env, editor) => {
  expect(editorIn(env)).toBe(editor);
});
