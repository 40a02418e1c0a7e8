import { expect, test } from "vitest";
import { wantsColor } from "./color.ts";
import { languageOf } from "./language.ts";

test.each([
  [{ LANG: "zh_CN.UTF-8" }, undefined, "zh"],
  [{ LANG: "de_DE.UTF-8" }, undefined, "en"],
  [{ LANG: "zh_CN.UTF-8", LC_ALL: "C" }, undefined, "en"],
  [{ LANG: "C", DOWNHILL_LANG: "zh-Hans" }, undefined, "zh"],
  [{ LANG: "zh_CN", DOWNHILL_LANG: "zh" }, "en", "en"],
  [{ LANG: "zha" }, undefined, "en"],
])("%j asked for %s speaks %s", (env, asked, language) => {
  expect(languageOf(env, asked)).toBe(language);
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: "1", FORCE_COLOR: "1" }, true, false],
  [{ NO_COLOR: "" }, true, true],
  [{ FORCE_COLOR: "1" }, false, true],
  [{ FORCE_COLOR: "0" }, true, false],
  [{ TERM: "dumb" }, true, false],
])("%j on a terminal (%s) is coloured: %s", (env, terminal, colored) => {
  expect(wantsColor(env, terminal)).toBe(colored);
});
