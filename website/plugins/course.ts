import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { LoadContext, Plugin } from "@docusaurus/types";
import { parseMarkdownFile, DEFAULT_PARSE_FRONT_MATTER } from "@docusaurus/utils";
import type { Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { beside, besideMarker } from "./beside/beside.ts";
import remarkDisplay from "./remark-display.ts";
import { land } from "./terrain.ts";
import { formulaStyles, typeset } from "./typeset.ts";

/** What a lesson asks of its reader; the grader reads the same words. */
export type Level = "introductory" | "intermediate" | "advanced";

/** What the pages know about one lesson; the course plugin's global data is a list of these. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly level: Level;
  /** The ids of the lessons that it builds on. */
  readonly prerequisites: readonly string[];
}

interface Options {
  readonly labs: string;
  /** Pages in addition to the lessons, in all languages, whose formulas need glyphs too. */
  readonly pages: readonly string[];
}

const lessonFiles = { en: "lesson.md", "zh-Hans": "lesson.zh.md" } as const;

/** The file that holds a lab's lesson in a language. */
export function lessonFile(locale: string): string {
  return locale === "zh-Hans" ? lessonFiles["zh-Hans"] : lessonFiles.en;
}

/** Tells the pages which lessons exist, and gathers the style sheet of all their formulas into one file. */
export default function coursePlugin(context: LoadContext, { labs, pages }: Options): Plugin<Lesson[]> {
  const name = "downhill-course";
  return {
    name,
    getPathsToWatch: () => [`${labs}/*/lesson*.md`, ...pages],
    getClientModules: () => [
      path.join(context.generatedFilesDir, name, "default", "formulas.css"),
      path.resolve("src/copy-formulas.ts"),
      path.resolve("src/scroll-stops.ts"),
    ],

    async loadContent() {
      const ids = existsSync(labs) ? readdirSync(labs).filter((id) => /^\d\d-/.test(id)) : [];
      const taught = ids.sort().filter((id) => existsSync(path.join(labs, id, lessonFiles.en)));
      const lessons: Lesson[] = [];
      for (const page of pages) await typesetAll(readFileSync(page, "utf8"));
      for (const id of taught) {
        const fields: Record<string, Readonly<Record<string, unknown>>> = {};
        for (const [locale, file] of Object.entries(lessonFiles)) {
          const filePath = path.join(labs, id, file);
          if (!existsSync(filePath))
            throw new Error(`${filePath} is missing: write the lesson in ${locale} too.`);
          const fileContent = readFileSync(filePath, "utf8");
          await typesetAll(fileContent);
          const { frontMatter } = await parseMarkdownFile({
            filePath,
            fileContent,
            parseFrontMatter: DEFAULT_PARSE_FRONT_MATTER,
          });
          fields[locale] = frontMatter;
        }
        // Only the English file has what needs no translation. The labs' gate has checked all of these.
        const { title, summary } = fields[context.i18n.currentLocale] ?? {};
        const { minutes, level, prerequisites } = fields["en"] ?? {};
        lessons.push({ id, title, summary, minutes, level, prerequisites } as Lesson);
      }
      return lessons;
    },

    async contentLoaded({ content, actions }) {
      actions.setGlobalData(content);
      await actions.createData("formulas.css", formulaStyles());
      await actions.createData("land.json", JSON.stringify(land()));
    },

    configureWebpack: (config) => ({
      // The packages' engines use these modules in Node only.
      node: { __filename: "mock", __dirname: "mock" },
      module: { rules: [formulaFontRule(config.module?.rules)] },
      resolve: {
        conditionNames: ["@downhill/source", "..."],
        extensionAlias: { ".js": [".ts", ".tsx", ".js"] },
        // The lessons are outside this folder, and must not resolve another React on their way up.
        alias: Object.fromEntries(
          ["react", "react-dom", "@mdx-js/react"].map((dependency) => [
            dependency,
            path.join(context.siteDir, "node_modules", dependency),
          ]),
        ),
      },
    }),
  };
}

/**
 * Keeps the formulas' fonts as separate files, fetched when used; the site's rule would inline small ones in the CSS.
 */
function formulaFontRule(rules: unknown) {
  const fonts = /mathjax-newcm-font.*\.woff2$/;
  for (const rule of rules as { test?: unknown; exclude?: RegExp }[]) {
    if (rule.test instanceof RegExp && rule.test.test("font.woff2")) rule.exclude = fonts;
  }
  return {
    test: fonts,
    type: "asset/resource",
    generator: { filename: "assets/fonts/[name].[contenthash][ext]" },
  };
}

/** Sets every formula once, so that its glyphs are in the style sheet; bad TeX is reported by rehype-formulas. */
async function typesetAll(markdown: string): Promise<void> {
  const parser = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(remarkDisplay);
  const tree = await parser.run(parser.parse(markdown), markdown);
  const formulas: [tex: string, display: boolean][] = [];
  visit(tree as Root, (node) => {
    if (node.type === "math" || node.type === "inlineMath")
      formulas.push([node.value.trim(), node.type === "math"]);
  });
  for (const [tex, display] of formulas) await typeset(tex, display).catch(() => undefined);
  for (const line of markdown.split("\n")) {
    const what = besideMarker.exec(line)?.[1];
    if (what !== undefined) await beside(path.resolve(".."), what, false).catch(() => undefined);
  }
}
