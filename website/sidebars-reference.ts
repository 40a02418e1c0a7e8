import process from "node:process";
import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
import { aboutKind, kinds } from "./plugins/pages/kinds.ts";
import { pagesIn, referencePages } from "./reference-pages.ts";

// Docusaurus loads this file once per language and puts its name into this variable.
const language = process.env.DOCUSAURUS_CURRENT_LOCALE === "zh-Hans" ? "zh" : "en";

/** The functions of each kind, closed until one of them is shown. */
const functions = kinds.map((kind) => ({
  type: "category" as const,
  label: aboutKind[kind].heading[language],
  collapsed: true,
  items: [...pagesIn(aboutKind[kind].folder)],
}));

const [overview = "reference", ...others] = referencePages.filter((page) => !page.includes("/"));
const sidebars: SidebarsConfig = {
  reference: [overview, ...functions.filter(({ items }) => items.length > 0), ...others],
};

export default sidebars;
