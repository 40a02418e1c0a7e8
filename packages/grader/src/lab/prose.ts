import type { Code, List, Nodes, Parents, RootContent } from "mdast";
import { type Page, sourceOf } from "./markdown.ts";

/** Chinese characters and their punctuation: a line break between two of these is not a space. */
const wide = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF“”‘’…—]/u;
const wideStop = /[\u3000-\u303F\uFF00-\uFF0F\uFF1A-\uFF20]/u;

/** Joins the lines of a paragraph; line breaks have no meaning in Markdown. */
const joined = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .reduce((before, line) => {
      const [last = "", first = ""] = [before.at(-1), line[0]];
      const touching = (wide.test(last) && wide.test(first)) || wideStop.test(last) || wideStop.test(first);
      return `${before}${touching ? "" : " "}${line}`;
    });

const fenced = ({ lang, value }: Code): string => `\`\`\`${lang ?? ""}\n${value}\n\`\`\``;

function blockText(page: Page, node: Nodes): string {
  if (node.type === "code") return fenced(node);
  if (node.type === "math") return `$$\n${node.value}\n$$`;
  if (node.type === "html") return "";
  if (node.type === "list") return listText(page, node);
  if (node.type === "blockquote") return proseOf(page, node);
  return joined(sourceOf(page, node));
}

const listText = (page: Page, { children, ordered, start }: List): string =>
  children
    .map((item, i) => `${ordered === true ? `${(start ?? 1) + i}.` : "-"} ${proseOf(page, item)}`)
    .join("\n");

/** The blocks of a part of a page as Markdown text, in which every paragraph is one line. */
export const proseOf = (page: Page, parent: Pick<Parents, "children">): string =>
  (parent.children as readonly RootContent[])
    .map((node) => blockText(page, node))
    .filter((text) => text !== "")
    .join("\n\n");
