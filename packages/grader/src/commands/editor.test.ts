import { expect, test } from "vitest";
import { editorIn } from "./editor.ts";

test.each([
  [{ VISUAL: "subl --wait", EDITOR: "vi" }, "subl --wait"],
  [{ VISUAL: " ", EDITOR: "vi" }, "vi"],
  [{}, "code"],
])("%j opens %s", (env, editor) => {
  expect(editorIn(env)).toBe(editor);
});
