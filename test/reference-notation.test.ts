import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { codeOf, formulasOf, languages, root, rowsOf, sectionsOf } from "./pages/page.ts";

/* docs/reference/notation.md: each symbol occurs where the page says, under the name that it says, and none is missing. */
const read = (...names: string[]): string => readFileSync(path.join(root, ...names), "utf8");

const labs = readdirSync(path.join(root, "labs")).filter((name) => /^\d\d-/.test(name));

/** A formula without its words, and without the kind that a lesson notes in its first line. */
const bare = (tex: string): string =>
  tex
    .replaceAll(/^%.*$/gm, "")
    .replaceAll(/\\(?:text|operatorname\*?|begin|end|mathrm|mathsf)\{[^}]*\}/g, " ");

/** The letters and signs of a formula: commands, and letters, with their accents: \hat m. */
const tokensOf = (tex: string): ReadonlySet<string> =>
  new Set(
    [...bare(tex).matchAll(/(\\(?:hat|bar|mathbb|mathcal)) ?\{?([A-Za-z])\}?|\\[A-Za-z]+|[A-Za-z]/g)].flatMap(
      ([all, accent, letter]) => (accent === undefined ? [all] : [`${accent} ${letter!}`, letter!]),
    ),
  );

const tokensIn = (text: string): ReadonlySet<string> =>
  new Set(formulasOf(text.replaceAll(/```.*?```/gs, "")).flatMap((tex) => [...tokensOf(tex)]));

/** A source's doc blocks as text. */
const docsOf = (source: string): string =>
  [...source.matchAll(/\/\*\*.*?\*\//gs)].map(([block]) => block.replaceAll(/^ *\* ?/gm, "")).join("\n");

const sources = new Map(
  readdirSync(path.join(root, "packages")).flatMap((name) => {
    const folder = path.join(root, "packages", name, "src");
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/\.test(-d)?\.ts$/.test(file))
      .map((file) => [path.basename(file, ".ts"), readFileSync(path.join(folder, file), "utf8")] as const);
  }),
);
const lessons = new Map(labs.map((lab) => [lab.slice(0, 2), read("labs", lab, "lesson.md")]));
const solutions = labs.map((lab) =>
  ["key/solution.ts", "race.ts"].map((file) => path.join(root, "labs", lab, file)),
);
const code = [
  ...sources.values(),
  ...solutions
    .flat()
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file, "utf8")),
].join("\n");

/** The file that exports a function. */
const sourceOf = (name: string): string | undefined =>
  [...sources.values()].find((source) =>
    new RegExp(String.raw`^export (?:const|(?:async )?function) ${name}\b`, "m").test(source),
  );

const rows = sectionsOf("notation", "en")
  .filter(({ id }) => id !== "chapters")
  .flatMap(({ body }) => rowsOf(body))
  .map(([symbol = "", meaning = "", unit = "", names = "", where = ""]) => ({
    symbol,
    meaning,
    unit,
    names,
    where,
  }));

const listed = new Set(rows.flatMap(({ symbol }) => [...tokensIn(symbol)]));

describe.each(rows.map((each) => [`${each.symbol}: ${each.where}`, each] as const))(
  "%s",
  (_, { symbol, meaning, names, where }) => {
    const tokens = [...tokensIn(symbol)];

    test("occurs in one of the places that it names, and each place has one of its symbols", () => {
      expect(meaning).not.toBe("");
      const places = where.split(" · ").map((place) => {
        const name = /^`(\w+)`$/.exec(place)?.[1];
        const text = name === undefined ? lessons.get(place) : docsOf(sourceOf(name) ?? "");
        // A lab that is still to come.
        return text === undefined ? undefined : { place, has: tokensIn(text) };
      });
      for (const at of places) {
        if (at !== undefined)
          expect(
            tokens.filter((token) => at.has.has(token)),
            at.place,
          ).not.toEqual([]);
      }
      const all = new Set(places.flatMap((at) => [...(at?.has ?? tokens)]));
      expect(tokens.filter((token) => !all.has(token))).toEqual([]);
    });

    test("has the names in code that it says", () => {
      expect(codeOf(names).filter((name) => !new RegExp(String.raw`\b${name}\b`).test(code))).toEqual([]);
    });
  },
);

/** Letters that are explained where they occur, for a line or two. */
const greek = (token: string): boolean =>
  /^\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Phi|Psi|Omega)$/.test(
    token,
  );

test.each(labs)("%s: its lesson has no Greek letter and no capital that the page lacks", (lab) => {
  const missing = [...tokensIn(read("labs", lab, "lesson.md"))].filter(
    (token) => (greek(token) || /^[A-Z]$/.test(token)) && !listed.has(token),
  );
  expect(missing.filter((token) => token !== "E")).toEqual([]);
});

test("the packages' reference has no Greek letter that the page lacks", () => {
  const reference = JSON.parse(read("docs/reference/reference.json")) as readonly {
    readonly name: string;
    readonly tex: readonly string[];
  }[];
  const missing = reference.flatMap(({ name, tex }) =>
    tex.flatMap((formula) =>
      [...tokensOf(formula)]
        .filter((token) => greek(token) && !listed.has(token))
        .map((token) => `${name}: ${token}`),
    ),
  );
  expect(missing).toEqual([]);
});

test.each(languages)(
  "where the chapters write otherwise, %s: a place, what it means there, and what it is here",
  (language) => {
    const [chapters] = sectionsOf("notation", language).filter(({ id }) => id === "chapters");
    const found = rowsOf(chapters!.body);
    expect(found.length).toBeGreaterThan(10);
    for (const [symbol, place, there, here] of found) {
      expect(symbol).toMatch(/^\$.*\$$/);
      expect(place).toMatch(/^\d{3} §[\d.]+(?:[;；] ?\d{3} §[\d.]+)*$/);
      expect([there, here]).not.toContain("");
    }
  },
);

test.each([
  [String.raw`\hat m_t = m_t`, [String.raw`\hat m`, "m", "t"]],
  [String.raw`n_{\text{in}}`, ["n"]],
  [String.raw`\mathbb E[g]`, [String.raw`\mathbb E`, "E", "g"]],
])("the symbols of %s", (tex, tokens) => {
  expect([...tokensOf(tex)]).toEqual(tokens);
});
