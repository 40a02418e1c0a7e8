import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { referencePages } from "../../reference-pages.ts";
import { listingOf } from "./listing.ts";
import { symbolsIn } from "./notation.ts";
import { termsOf } from "./terms.ts";

/* Pages that show a formula beside its code: each symbol of the one is computed in a line of the other. */
const root = path.resolve(import.meta.dirname, "../../..");
const reference = path.join(root, "docs/reference");
const asked = referencePages
  .flatMap((page) => [`${page}.md`, `${page}.zh.md`])
  .flatMap((file) => [
    ...readFileSync(path.join(reference, file), "utf8").matchAll(/^<!-- beside: (\S+) -->$/gm),
  ])
  .map(([, what]) => what!);
const symbols = symbolsIn(path.join(reference, "notation.md"));
const marked = (what: string) => {
  const listing = listingOf(root, what);
  return { listing, ...termsOf(listing, what.slice(what.indexOf("#") + 1), symbols) };
};

test("there are such pages, each in both languages", () => {
  expect(asked.length).toBeGreaterThan(0);
  for (const what of asked) expect(asked.filter((each) => each === what)).toHaveLength(2);
});

describe.each([...new Set(asked)])("%s", (what) => {
  const { listing, terms } = marked(what);
  const names = terms.map(({ name }) => name);

  test("every symbol of the formula has its lines", () => {
    for (const { name, computedIn, usedIn } of terms) {
      expect(usedIn, name).not.toEqual([]);
      for (const line of computedIn) expect(listing.code[line]).toContain(name);
    }
  });

  test("every letter of the formula is a symbol that has a meaning and a unit", () => {
    const words = /\\(?:begin|end)\{\w+\}|\\(?:frac|sqrt|left|right)(?![A-Za-z])/g;
    const { tex } = marked(what);
    const rest = tex.replaceAll(/\\class\{term-\w+\}\{(?:[^{}]|\{[^{}]*\})*\}/g, "").replaceAll(words, "");
    expect(rest.match(/[A-Za-z]/g)).toBeNull();
  });

  test("every line that computes something computes a symbol of the formula", () => {
    const computed = listing.code.flatMap((line) => /^\s+(?:const |let )?(\w+) = /.exec(line)?.[1] ?? []);
    expect(computed.length).toBeGreaterThan(0);
    expect(computed.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("the symbols have the same names in both languages", () => {
    const chinese = termsOf(
      listing,
      what.slice(what.indexOf("#") + 1),
      symbolsIn(path.join(reference, "notation.zh.md")),
    );
    expect(chinese.terms.map(({ name }) => name)).toEqual(names);
    expect(chinese.tex).toBe(marked(what).tex);
  });
});

test("Adam's five equations are computed in five lines", () => {
  const { listing, terms } = marked("@downhill/optimizers#adam");
  const computed = Object.fromEntries(
    terms.map(({ name, computedIn }) => [name, computedIn.map((line) => listing.code[line]!.trim())]),
  );
  expect(computed).toMatchObject({
    m: ["m = add(mul(beta1, m), mul(sub(1, beta1), g));"],
    v: ["v = add(mul(beta2, v), mul(sub(1, beta2), square(g)));"],
    mHat: ["const mHat = div(m, sub(1, pow(beta1, t)));"],
    vHat: ["const vHat = div(v, sub(1, pow(beta2, t)));"],
    update: ["return { update: neg(div(mul(learningRate, mHat), add(sqrt(vHat), epsilon))), m, v };"],
  });
});

test.each([
  [
    "a symbol of two letters is no other",
    String.raw`\mathrm{m}\,m_t`,
    String.raw`\mathrm{m}\,\class{term-m}{m_t}`,
  ],
  [
    "a hat makes another symbol",
    String.raw`\hat m_t/m`,
    String.raw`\class{term-mHat}{\hat m_t}/\class{term-m}{m}`,
  ],
  ["a subscript in braces belongs to it", "m_{t-1}", String.raw`\class{term-m}{m_{t-1}}`],
  ["a hat that is no symbol hides its letter", String.raw`\hat g_t`, String.raw`\hat g_t`],
  ["so does a subscript of another letter", "d_{t-1}", "d_{t-1}"],
  [
    "a fraction's single signs get braces",
    String.raw`\frac tm + \sqrt t`,
    String.raw`\frac{\class{term-t}{t}}{\class{term-m}{m}} + \sqrt{\class{term-t}{t}}`,
  ],
  [
    "wide spaces make rows, each aligned at its relation",
    String.raw`t > 0, \qquad m = 2t`,
    String.raw`\begin{aligned}\class{term-m}{m} &= 2\class{term-t}{t} \\ \class{term-t}{t} &> 0\end{aligned}`,
  ],
  ["a power does not", String.raw`\beta_1^t`, String.raw`\class{term-beta1}{\beta_1}^\class{term-t}{t}`],
])("%s", (_, tex, expected) => {
  const code = ["", "m = 1; const mHat = beta1 + t;"];
  expect(termsOf({ file: "", line: 1, tex, code, kin: [] }, "adam", symbols).tex).toBe(expected);
});
