import path from "node:path";
import type { Config } from "@docusaurus/types";
import type { UserThemeConfig } from "@docusaurus/theme-common";
import type { Options as DocsOptions } from "@docusaurus/plugin-content-docs";
import remarkMath from "remark-math";
import { lessonFile } from "./plugins/course.ts";
import { toLesson } from "./plugins/to-lesson.ts";
import rehypeFormulas from "./plugins/rehype-formulas.ts";
import rehypeScrollingTables from "./plugins/rehype-scrolling-tables.ts";
import rehypeRowIds from "./plugins/rehype-row-ids.ts";
import rehypeRowLinks from "./plugins/rehype-row-links.ts";
import remarkBeside from "./plugins/remark-beside.ts";
import remarkDisplay from "./plugins/remark-display.ts";
import remarkFacts from "./plugins/remark-facts.ts";
import remarkFigures from "./plugins/remark-figures.ts";
import remarkMargin from "./plugins/remark-margin.ts";
import remarkPlots from "./plugins/remark-plots.ts";
import { chapterOf, chapterPages } from "./chapters.ts";
import { allReferencePages } from "./reference-pages.ts";
import { repository } from "./repository.ts";
import { codeColours } from "./src/css/code.ts";

// Docusaurus loads this file once per language and gives the language in this variable.
const locale = process.env.DOCUSAURUS_CURRENT_LOCALE ?? "en";
const labs = path.resolve("../labs");
const reference = path.resolve("../docs/reference");
const chapters = path.resolve("../docs/chapters");
const pagesIn = {
  en: allReferencePages.map((page) => `${page}.md`),
  "zh-Hans": allReferencePages.map((page) => `${page}.zh.md`),
};

/** Links to the file of a page, for those who want to correct it; none where the repository is not known. */
const editIn = (folder: string) =>
  repository === undefined
    ? {}
    : { editUrl: ({ docPath }: { docPath: string }) => `${repository}/edit/main/${folder}/${docPath}` };

const words = {
  en: {
    title: "Downhill",
    tagline: "Build what trains large models, one graded lab at a time.",
    course: "Course",
    chapters: "Chapters",
    errata: "Errata",
    reference: "Reference",
    footer: "MIT licence. This site makes no requests to other hosts and does not track visitors.",
  },
  "zh-Hans": {
    title: "下山",
    tagline: "亲手写出训练大模型的那套代码，一次一个实验，当场评分。",
    course: "课程",
    chapters: "教材原文",
    errata: "勘误",
    reference: "参考手册",
    footer: "MIT 许可。本站不向其他站点发任何请求，也不统计访客。",
  },
}[locale === "zh-Hans" ? "zh-Hans" : "en"];

const config: Config = {
  title: words.title,
  tagline: words.tagline,
  customFields: { repository },
  url: process.env.SITE_URL ?? "http://localhost:3000",
  baseUrl: process.env.SITE_BASE_URL ?? "/",
  favicon: "img/mark.svg",
  trailingSlash: false,
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  future: { v4: true, faster: true },
  i18n: {
    defaultLocale: "en",
    locales: ["en", "zh-Hans"],
    localeConfigs: {
      en: { label: "English", htmlLang: "en" },
      "zh-Hans": { label: "简体中文", htmlLang: "zh-Hans" },
    },
  },
  markdown: {
    format: "detect",
    emoji: false,
    mdx1Compat: { comments: false, admonitions: false, headingIds: true },
    hooks: { onBrokenMarkdownLinks: toLesson, onBrokenMarkdownImages: "throw" },
    async parseFrontMatter(params) {
      const parsed = await params.defaultParseFrontMatter(params);
      if (path.dirname(params.filePath) === chapters) return chapterOf(parsed, params.filePath, locale);
      // labs/08-adam/lesson.md and lesson.zh.md are one page: /lessons/08-adam.
      const file = path.basename(params.filePath);
      // docs/reference/errata.md and errata.zh.md are /reference/errata, and likewise for the others; the table itself is /reference.
      const page = path
        .relative(reference, params.filePath)
        .replace(/(?:\.zh)?\.md$/, "")
        .replaceAll(path.sep, "/");
      if (allReferencePages.includes(page)) {
        const slug = page === "reference" ? "/" : `/${page}`;
        return { ...parsed, frontMatter: { ...parsed.frontMatter, id: path.basename(page), slug } };
      }
      if (!/^lesson(\.zh)?\.md$/.test(file)) return parsed;
      const lab = path.basename(path.dirname(params.filePath));
      const { summary } = parsed.frontMatter;
      return {
        ...parsed,
        frontMatter: { ...parsed.frontMatter, description: summary, id: "lesson", slug: `/${lab}` },
      };
    },
  },
  plugins: [
    [
      path.resolve("plugins/course.ts"),
      {
        labs,
        pages: Object.values(pagesIn)
          .flat()
          .map((file) => path.join(reference, file))
          .concat(chapterPages.map((file) => path.join(chapters, file))),
      },
    ],
    [
      "@docusaurus/plugin-content-docs",
      {
        path: labs,
        ...editIn("labs"),
        include: [`*/${lessonFile(locale)}`],
        routeBasePath: "lessons",
        sidebarPath: path.resolve("sidebars.ts"),
        numberPrefixParser: false,
        breadcrumbs: false,
        remarkPlugins: [remarkMath, remarkDisplay, remarkBeside, remarkFigures, remarkFacts],
        rehypePlugins: [rehypeFormulas, rehypeScrollingTables],
        async sidebarItemsGenerator({ docs }) {
          return [...docs]
            .sort((a, b) => (a.id < b.id ? -1 : 1))
            .map(({ id, title }) => ({ type: "doc", id, label: `${id.slice(0, 2)} ${title}` }));
        },
      } satisfies DocsOptions,
    ],
    [
      "@docusaurus/plugin-content-docs",
      {
        id: "reference",
        path: reference,
        ...editIn("docs/reference"),
        include: pagesIn[locale === "zh-Hans" ? "zh-Hans" : "en"],
        routeBasePath: "reference",
        sidebarPath: path.resolve("sidebars-reference.ts"),
        breadcrumbs: false,
        remarkPlugins: [remarkMath, remarkDisplay, remarkBeside, remarkFigures, remarkPlots],
        rehypePlugins: [rehypeRowIds, rehypeRowLinks, rehypeFormulas, rehypeScrollingTables],
      } satisfies DocsOptions,
    ],
    [
      "@docusaurus/plugin-content-docs",
      {
        id: "chapters",
        path: chapters,
        include: chapterPages,
        routeBasePath: "chapters",
        sidebarPath: path.resolve("sidebars-chapters.ts"),
        numberPrefixParser: false,
        breadcrumbs: false,
        remarkPlugins: [remarkMath, remarkDisplay, [remarkMargin, { zh: locale === "zh-Hans" }]],
        rehypePlugins: [rehypeFormulas, rehypeScrollingTables],
      } satisfies DocsOptions,
    ],
    "@docusaurus/plugin-content-pages",
    "@docusaurus/plugin-sitemap",
    "@docusaurus/plugin-css-cascade-layers",
  ],
  themes: [
    ["@docusaurus/theme-classic", { customCss: [path.resolve("src/css/site.css")] }],
    [
      "@easyops-cn/docusaurus-search-local",
      {
        hashed: true,
        language: ["en", "zh"],
        docsRouteBasePath: ["lessons", "reference", "chapters"],
        docsDir: [labs, reference, chapters],
        indexBlog: false,
        indexPages: true,
        ignoreCssSelectors: ["mjx-assistive-mml", "[data-no-search]"],
        highlightSearchTermsOnTargetPage: true,
      },
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    metadata: [{ name: "color-scheme", content: "light dark" }],
    navbar: {
      title: words.title,
      logo: { alt: "", src: "img/mark.svg", width: 26, height: 26 },
      items: [
        { to: "/lessons", label: words.course, position: "left", activeBaseRegex: "/lessons" },
        {
          to: "/reference",
          label: words.reference,
          position: "left",
          activeBaseRegex: "/reference(?!/errata)",
        },
        { to: "/chapters/000", label: words.chapters, position: "left", activeBaseRegex: "/chapters" },
        { to: "/reference/errata", label: words.errata, position: "left" },
        { type: "localeDropdown", position: "right" },
      ],
    },
    footer: { copyright: words.footer },
    prism: { theme: codeColours, darkTheme: codeColours, additionalLanguages: ["bash", "diff"] },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
  } satisfies UserThemeConfig,
};

export default config;
