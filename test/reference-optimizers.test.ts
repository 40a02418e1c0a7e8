import { readFileSync } from "node:fs";
import path from "node:path";
import { adam } from "@downhill/optimizers";
import { describe, expect, test } from "vitest";
import { codeOf, languages, root, rowsOf, textOf } from "./pages/page.ts";

/* docs/reference/optimizers: defaults are those that libraries' own signatures gave, and the evidence is what was measured. */
const json = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), "utf8"));
const defaults = json("test/oracles/defaults.json") as {
  readonly optimizers: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number | string>>>>>
  >;
};
const measured = json("docs/reference/reference.json") as readonly {
  readonly kind: string;
  readonly name: string;
  readonly oracle?: { readonly libraries: readonly string[]; readonly difference: number };
}[];

describe.each(languages)("adam, %s", (language) => {
  const text = textOf("optimizers/adam", language);

  test("has the defaults of ours and of the libraries", () => {
    const plain = (cell = ""): number | undefined => {
      const [first = ""] = cell.split(" ");
      return first.startsWith("`") || Number.isNaN(Number(first)) ? undefined : Number(first);
    };
    const rows = rowsOf(text).map(([setting = "", ...cells]) => [codeOf(setting)[0]!, cells] as const);
    expect(rows.map(([name]) => name)).toEqual(Object.keys(adam.rule.hyper));
    for (const [name, [here, ...others]] of rows) {
      const libraries = defaults.optimizers["adam"]![name]!;
      expect(plain(here), name).toBe(adam.rule.hyper[name as keyof typeof adam.rule.hyper]);
      (["torch", "keras", "optax"] as const).forEach((library, i) => {
        const value = libraries[library];
        expect(plain(others[i]), `${name}, ${library}`).toBe(value === "required" ? undefined : value);
      });
    }
  });

  test("has the difference that was measured", () => {
    const { oracle } = measured.find(({ kind, name }) => kind === "optimizer" && name === "adam")!;
    expect(text).toContain(String(oracle!.difference));
    for (const library of oracle!.libraries) expect(text).toContain(library.replace("torch", "PyTorch"));
  });
});
