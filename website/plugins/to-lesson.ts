interface MarkdownLink {
  readonly url: string;
  readonly sourceFilePath: string;
}

/**
 * Where a link leads that Docusaurus finds in no folder of its own page: pages of the reference link to lessons by their
 * files, as GitHub needs it, and lessons are another plugin's. A broken anchor is found later, as in every link.
 */
export function toLesson({ url, sourceFilePath }: MarkdownLink): string {
  const [, lab, anchor = ""] = /(?:^|\/)labs\/(\d\d-[\w-]+)\/lesson(?:\.zh)?\.md(#[\w-]+)?$/.exec(url) ?? [];
  if (lab === undefined) throw new Error(`${sourceFilePath}: the link ${url} leads to no page of the site.`);
  return `/lessons/${lab}${anchor}`;
}
