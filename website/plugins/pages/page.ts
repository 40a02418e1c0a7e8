import { readFileSync } from "node:fs";
import path from "node:path";
import { exportedAs } from "../beside/export.ts";
import { inChinese } from "../beside/formula-words.ts";
import { docBlock } from "./doc-block.ts";
import type { Plots } from "./figures/plot-of.ts";
import { aboutKind, type Kind, type Language } from "./kinds.ts";
import type { Place, Places } from "./places.ts";
import { plain } from "./plain.ts";
import type { Row } from "./rows.ts";
import { libraries, type Setting, settingsOf } from "./settings.ts";
import { optionsIn, signatureOf } from "./signature.ts";
import { texts } from "./texts.ts";
import type { Words } from "./words.ts";

/** All that a page is made of. */
export interface Source {
  readonly root: string;
  readonly rows: readonly Row[];
  readonly places: Places;
  readonly plots: Plots;
  readonly words: Readonly<Record<Kind, ReadonlyMap<string, Words>>>;
}

const suffix = { en: ".md", zh: ".zh.md" } as const;
const called = { torch: "PyTorch", keras: "Keras", optax: "optax" } as const;

/** The kind of the function that a doc block links to: one of its own package, if possible of the same kind. */
function linked({ rows }: Source, from: Kind, name: string): Row | undefined {
  const all = rows.filter((row) => row.name === name);
  return all.find(({ kind }) => kind === from) ?? all[0];
}

/** A text with its `{@link name}` turned into links to the pages of those names. */
const withLinks = (source: Source, kind: Kind, language: Language, text: string): string =>
  text.replaceAll(/\{@link (\w+)\}/g, (_, name: string) => {
    const row = linked(source, kind, name);
    const to = row && `../${aboutKind[row.kind].folder}/${name}${suffix[language]}`;
    return to === undefined ? `\`${name}\`` : `[\`${name}\`](${to})`;
  });

const section = (title: string, id: string, ...body: readonly string[]): string[] => {
  const filled = body.filter((part) => part !== "");
  return filled.length === 0 ? [] : [`## ${title} {#${id}}`, ...filled];
};

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** A rule's settings with the defaults of ours and of the libraries that have it. */
function settingsTable(settings: readonly Setting[], language: Language): string {
  const { columns, required, off } = texts[language];
  const known = libraries.filter((library) =>
    settings.some(({ elsewhere }) => elsewhere[library] !== undefined),
  );
  const words: Readonly<Record<string, string>> = { required, off };
  return table(
    [columns.setting, columns.meaning, columns.here, ...known.map((library) => called[library])],
    settings.map(({ name, meaning, value, elsewhere }) => [
      `\`${name}\``,
      meaning,
      value,
      ...known.map((library) => {
        const theirs = elsewhere[library];
        return theirs === undefined ? "" : `${words[theirs.value] ?? theirs.value} \`${theirs.name}\``;
      }),
    ]),
  );
}

/** The address of a function's row in the reference; where an earlier kind has the name too, that of its section. */
function rowOf({ rows, root }: Source, { kind, name }: Row, language: Language): string {
  const all = JSON.parse(
    readFileSync(path.join(root, "docs/reference/reference.json"), "utf8"),
  ) as readonly Row[];
  const own = rows.find((row) => row.kind === kind && row.name === name)!;
  const first = all.find((row) => row.name === name)!;
  const anchor = first.kind === own.kind ? name : aboutKind[kind].folder;
  return `../reference${suffix[language]}#${anchor}`;
}

function evidence(source: Source, row: Row, language: Language): string[] {
  const { oracle, law, rows, further, and } = texts[language];
  const libraryName = (library: string): string =>
    library.replace(/^torch/, "PyTorch").replace(/^jax/, "JAX");
  const sentences = [
    row.oracle && oracle(row.kind, row.oracle.libraries.map(libraryName).join(and), row.oracle.difference),
    rows(rowOf(source, row, language)),
    row.kind === "op" &&
      further(`../dtypes${suffix[language]}#${row.name}`, `../specials${suffix[language]}#${row.name}`),
  ];
  const said = sentences.filter(Boolean).join(language === "en" ? " " : "");
  if (row.law === undefined) return [said];
  const tex = language === "zh" ? inChinese(source.root, row.law.tex) : row.law.tex;
  return [said, law(row.law.difference), `$$${tex}$$`];
}

const lessonOf = (lab: string, language: Language): string =>
  `../../../labs/${lab}/lesson${suffix[language]}`;

function mistakes(places: readonly Place[], language: Language): string[] {
  const { recognised, sentence } = texts[language];
  return places
    .filter(({ mistakes: known }) => known.length > 0)
    .map(({ lab, mistakes: known }) => {
      const list = known.map((title) => `- ${sentence(title[language])}`);
      return [recognised(lab.slice(0, 2), lessonOf(lab, language)), "", ...list].join("\n");
    });
}

/** Papers that name their number on arXiv are linked there. */
const withArxiv = (reference: string): string =>
  reference.replace(/arXiv:(\d{4}\.\d{4,5})/, "[arXiv:$1](https://arxiv.org/abs/$1)");

function frontMatter(row: Row, words: Words, summary: string, language: Language): string {
  const keywords = [...new Set([row.name, ...words.keywords])];
  return [
    "---",
    `title: ${JSON.stringify(words.title[language])}`,
    `description: ${JSON.stringify(plain(summary))}`,
    `keywords: ${JSON.stringify(keywords)}`,
    "hide_table_of_contents: true",
    // There is no such file to edit.
    "custom_edit_url: null",
    "---",
  ].join("\n");
}

function parameters(
  source: Source,
  row: Row,
  words: Words,
  exported: ReturnType<typeof exportedAs>,
  language: Language,
): string {
  const { columns } = texts[language];
  const english = new Map([...docBlock(exported.doc).params, ...optionsIn(exported)]);
  const meanings = language === "en" ? english : words.params;
  const rows = [...english.keys()].filter((name) => name !== "options");
  if (rows.length === 0) return "";
  return table(
    [columns.parameter, columns.meaning],
    rows.map((name) => {
      const meaning = meanings.get(name);
      if (meaning === undefined)
        throw new Error(
          `words/${aboutKind[row.kind].folder}.zh.md: ${row.name} does not say what \`${name}\` means.`,
        );
      return [`\`${name}\``, withLinks(source, row.kind, language, meaning)];
    }),
  );
}

/**
 * The page of a function, as Markdown.
 *
 * @throws {Error} If its Chinese is missing.
 */
export function pageOf(source: Source, row: Row, language: Language): string {
  const { kind, name } = row;
  const { folder, owner } = aboutKind[kind];
  const words = source.words[kind].get(name);
  if (words === undefined) throw new Error(`words/${folder}.zh.md has no section ${name}.`);
  const exported = exportedAs(source.root, `@downhill/${owner}#${name}`);
  const doc = docBlock(exported.doc);
  const { headings, defaults, anyNumber, ran, lab } = texts[language];
  const fixed = doc.after.some((text) => text.includes("must be constant"));
  const { before, after } = language === "en" ? doc : words;
  const linkedUp = (paragraphs: readonly string[]): string[] =>
    paragraphs.map((text) => withLinks(source, kind, language, text));
  const settings = kind === "optimizer" ? settingsOf(source.root, name, language) : [];
  const places = source.places(kind, owner, name);
  const plot = source.plots(kind, name, language);
  const signature = ["```ts", signatureOf(source.root, kind, name, exported), "```"].join("\n");
  const body = [
    frontMatter(row, words, before[0] ?? "", language),
    ...linkedUp(before),
    `<!-- beside: @downhill/${owner}#${name} -->`,
    ...section(headings.details, "details", ...linkedUp(after)),
    ...section(
      headings.picture,
      "picture",
      plot === undefined ? "" : `\`\`\`plot\n${JSON.stringify(plot)}\n\`\`\``,
    ),
    ...(settings.length > 0
      ? section(
          headings.settings,
          "settings",
          signature,
          fixed ? defaults : `${defaults}${anyNumber}`,
          settingsTable(settings, language),
        )
      : section(
          headings.parameters,
          "parameters",
          signature,
          parameters(source, row, words, exported, language),
        )),
    ...section(
      headings.example,
      "example",
      ...(doc.example === "" ? [] : [`\`\`\`ts\n${doc.example}\`\`\``, ran]),
    ),
    ...section(headings.evidence, "evidence", ...evidence(source, row, language)),
    ...section(
      headings.course,
      "course",
      places
        .map((place) =>
          lab(place.lab.slice(0, 2), place.title[language], lessonOf(place.lab, language), place.writes),
        )
        .join("\n"),
    ),
    ...section(headings.mistakes, "mistakes", ...mistakes(places, language)),
    ...section(headings.references, "references", ...doc.references.map((text) => `- ${withArxiv(text)}`)),
  ];
  return `${body.join("\n\n")}\n`;
}
