import { existsSync } from "node:fs";
import path from "node:path";
import type { Code, Nodes } from "mdast";
import { lineOf, type Page, readPage } from "./markdown.ts";
import { headingOf } from "./sections.ts";

/** One element of a page that must be the same in both languages. */
interface Mark {
  readonly line: number;
  readonly text: string;
}

function everyNode(node: Nodes, visit: (node: Nodes) => void): void {
  visit(node);
  if ("children" in node) for (const child of node.children) everyNode(child, visit);
}

const hash = /^(?:ba|z)?sh$|^console$|^py(?:thon)?$|^ya?ml$/;
const slashes = /^[cm]?[jt]sx?$|^wgsl$|^jsonc$/;

/** Code without its comments, which are translated. */
function codeWithoutComments(lang: string, code: string): string {
  const comment = hash.test(lang) ? /(^|\s)#.*$/gm : slashes.test(lang) ? /(^|\s)\/\/.*$/gm : undefined;
  const bare = comment === undefined ? code : code.replace(/\/\*.*?\*\//gs, "").replace(comment, "");
  return bare
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}

/** The part of a code block that must be equal; output (`text`) is in the reader's language. */
const codeOf = ({ lang, value }: Code): string =>
  lang == null || lang === "text" ? "text" : `${lang}\n${codeWithoutComments(lang, value)}`;

/** A formula without its words and its final full stop, which the languages place differently. */
const formula = (tex: string): string =>
  tex
    .replace(/\\(?:text|mbox|textrm)\{[^{}]*\}/g, " ")
    .replace(/[ \t]+/g, " ")
    .replace(/[\s.,;]+$/, "");

/** An address without the parts that differ between the languages of a page. */
const neutral = (url: string): string => url.replace(/\.zh\.md\b/, ".md").replace(/^\/zh-Hans\//, "/");

const marksOf = {
  headings: (page, node) => {
    if (node.type !== "heading") return undefined;
    const { id } = headingOf(page, node);
    return `${"#".repeat(node.depth)}${id === undefined ? "" : ` {#${id}}`}`;
  },
  "code blocks": (_, node) => (node.type === "code" ? codeOf(node) : undefined),
  "display formulas": (_, node) => (node.type === "math" ? formula(node.value) : undefined),
  figures: (_, node) =>
    node.type === "image" ? neutral(node.url) : node.type === "html" ? node.value.trim() : undefined,
  "numbered lists": (_, node) =>
    node.type === "list" && node.ordered === true ? `${node.children.length} items` : undefined,
} satisfies Record<string, (page: Page, node: Nodes) => string | undefined>;

function collected(page: Page, mark: (page: Page, node: Nodes) => string | undefined): readonly Mark[] {
  const marks: Mark[] = [];
  everyNode(page.root, (node) => {
    const text = mark(page, node);
    if (text !== undefined) marks.push({ line: lineOf(node), text });
  });
  return marks;
}

/** An element for a message: its text on one line, shortened. */
const shown = (mark: Mark | undefined): string => {
  if (mark === undefined) return "nothing more";
  const text = mark.text.replaceAll("\n", "⏎");
  return `${text.length > 60 ? `${text.slice(0, 60)}…` : text} (line ${mark.line})`;
};

function firstParting(
  kind: string,
  english: Page,
  chinese: Page,
  one: readonly Mark[],
  other: readonly Mark[],
): string[] {
  const at = Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i).find(
    (i) => one[i]?.text !== other[i]?.text,
  );
  if (at === undefined) return [];
  return [
    `the ${kind} of ${english.name} and ${chinese.name} differ at number ${at + 1}: ${shown(one[at])} and ${shown(other[at])}`,
  ];
}

/** Links are compared without their order, which the two languages' sentences may change. */
function linkFaults(english: Page, chinese: Page): string[] {
  const links = (page: Page): readonly Mark[] =>
    collected(page, (_, node) =>
      node.type === "link" || node.type === "definition" ? neutral(node.url) : undefined,
    );
  const missing = (from: readonly Mark[], page: Page, to: readonly Mark[]): string[] => {
    const left = to.map(({ text }) => text);
    return from.flatMap((mark) => {
      const at = left.indexOf(mark.text);
      if (at === -1) return [`${page.name} lacks the link to ${shown(mark)} of the other language`];
      left.splice(at, 1);
      return [];
    });
  };
  const [en, zh] = [links(english), links(chinese)];
  return [...missing(en, chinese, zh), ...missing(zh, english, en)];
}

/**
 * The places where two pages, one in each language, do not contain the same elements in the same order: headings and
 * their ids, code, display formulas, figures, numbered lists such as hints, and links. One sentence each, for the lab's
 * authors.
 */
export const pagesInStep = (english: Page, chinese: Page): readonly string[] => [
  ...Object.entries(marksOf).flatMap(([kind, mark]) =>
    firstParting(kind, english, chinese, collected(english, mark), collected(chinese, mark)),
  ),
  ...linkFaults(english, chinese),
];

/**
 * The places where the two languages of a lab differ, in all of its Markdown; other checks find what is missing in
 * both.
 */
export function languagesInStep(folder: string): readonly string[] {
  return ["lesson", "hints", "key/feedback"].flatMap((name) => {
    const files = [`${name}.md`, `${name}.zh.md`];
    const there = files.filter((file) => existsSync(path.join(folder, file)));
    if (there.length === 0) return [];
    if (there.length === 1) return [`${files.find((file) => !there.includes(file)) ?? ""} is missing`];
    const [english, chinese] = files.map((file) =>
      readPage(`labs/${path.basename(folder)}/${file}`, path.join(folder, file)),
    ) as [Page, Page];
    return pagesInStep(english, chinese);
  });
}
