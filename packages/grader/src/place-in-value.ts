import type { Text } from "./lab.ts";
import type { Path } from "./verdict.ts";

/** An index path in words: `step 3, coordinate 1 (counting from 0)`, or `[3][1]` where the check named no axes. */
export function placeInValue(path: Path, axes: readonly Text[]): Text {
  if (path.length === 0) return { en: "", zh: "" };
  const bare = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${key}`)).join("");
  if (axes.length < path.length) return { en: bare, zh: bare };
  const named = (language: "en" | "zh", between: string): string =>
    path.map((key, i) => `${axes[i]?.[language] ?? ""} ${key}`.trim()).join(between);
  return { en: `${named("en", ", ")} (counting from 0)`, zh: `${named("zh", "、")}（从 0 数起）` };
}
