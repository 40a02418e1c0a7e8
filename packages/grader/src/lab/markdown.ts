import { readFileSync } from "node:fs";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { mathFromMarkdown } from "mdast-util-math";
import { frontmatter } from "micromark-extension-frontmatter";
import { math } from "micromark-extension-math";
import { CourseError } from "./course-error.ts";
import type { Text } from "./text.ts";

/** A parsed Markdown file: with the site's parser, formulas included. */
export interface Page {
  /** Its name in messages: `labs/08-adam/lesson.md`. */
  readonly name: string;
  readonly source: string;
  readonly root: Root;
}

/** Parses a text; `name` is for messages. */
export function parsePage(name: string, text: string): Page {
  const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const root = fromMarkdown(source, {
    extensions: [frontmatter(), math()],
    mdastExtensions: [frontmatterFromMarkdown(), mathFromMarkdown()],
  });
  return { name, source, root };
}

/**
 * Reads a file.
 *
 * @throws {CourseError} When it is missing or cannot be read.
 */
export function readPage(name: string, file: string): Page {
  try {
    return parsePage(name, readFileSync(file, "utf8"));
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "") throw error;
    throw new CourseError("unreadable", {
      en: `${name} cannot be read (${code}); restore it with \`git checkout -- ${name}\`, or write it.`,
      zh: `无法读取 ${name}（${code}）。可以用 \`git checkout -- ${name}\` 找回，或者补写这个文件。`,
    });
  }
}

/** The line on which a part of a page begins, counted from 1. */
export const lineOf = (node: Nodes): number => node.position?.start.line ?? 1;

/** The Markdown text of a part of a page. */
export const sourceOf = ({ source }: Page, node: Nodes): string =>
  source.slice(node.position?.start.offset, node.position?.end.offset);

/** An author's fault, with its place and its remedy. */
export const pageFault = ({ name }: Page, line: number, { en, zh }: Text): CourseError =>
  new CourseError("invalid-page", { en: `${name}:${line}: ${en}`, zh: `${name}:${line}：${zh}` });
