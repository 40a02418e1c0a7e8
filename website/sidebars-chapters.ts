import type { SidebarsConfig } from "@docusaurus/plugin-content-docs";
import { chapterPages } from "./chapters.ts";

const zh = process.env.DOCUSAURUS_CURRENT_LOCALE === "zh-Hans";

const sidebars: SidebarsConfig = {
  chapters: [
    ...chapterPages.map((file) => file.replace(".md", "")),
    { type: "link", label: zh ? "全部勘误" : "All errata", href: "/reference/errata" },
  ],
};

export default sidebars;
