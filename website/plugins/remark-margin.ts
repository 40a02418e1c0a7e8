import path from "node:path";
import type { Link, PhrasingContent, Root, RootContent } from "mdast";
import type { VFile } from "vfile";
import { marked, textOf } from "./margin/marked.ts";
import { chapterText, type Note, notesOf } from "./margin/note.ts";
import { parsed } from "./margin/parsed.ts";
import { numberOf, sectionsOf } from "./margin/section.ts";
import { type Teaching, teachersIn } from "./margin/teaching.ts";

const texts = {
  en: {
    erratum: "Erratum",
    lab: "Lab",
    taught: "Taught in",
    and: ", ",
    sentence: /(?<=[a-z0-9)$’”])[.:] (?=[A-Z*$])/,
  },
  zh: { erratum: "勘误", lab: "实验", taught: "在实验里：", and: "、", sentence: /。/ },
};

/** Puts the errata next to the words of a chapter that they concern, and at each section the labs that teach it. */
export default function remarkMargin({ zh }: { readonly zh: boolean }) {
  const root = path.resolve("..");
  const words = texts[zh ? "zh" : "en"];
  return (tree: Root, file: VFile): void => {
    const chapter = path.basename(file.path, ".md");
    const notes = notesOf(root, chapter, zh);
    const numbers = sectionsOf(chapterText(root, chapter)).map(({ number }) => number);
    const teachers = teachersIn(root, zh);
    const noted = new Set<string>();
    let section = "";
    tree.children = tree.children.flatMap((block) => {
      const number = block.type === "heading" ? numberOf(textOf(block)) : undefined;
      const opens = number !== undefined && number !== section;
      section = number ?? section;
      const here = notes.filter((note) => note.section === section && marked(block, note.words));
      const fresh = here.filter(({ erratum }) => !noted.has(`${erratum.id} ${section}`));
      for (const { erratum } of fresh) noted.add(`${erratum.id} ${section}`);
      if (!zh) block.data = { ...block.data, hProperties: { lang: "zh-Hans" } };
      if (opens)
        block.data = { ...block.data, hProperties: { ...block.data?.hProperties, id: anchorOf(number) } };
      const leaf = !numbers.some((each) => each.startsWith(`${section}.`));
      const teaching = opens && leaf ? teachers(chapter, section) : [];
      const first = [...new Map(fresh.map((note) => [note.erratum.id, note])).values()].map((note) =>
        erratumNote(note),
      );
      return teaching.length > 0 ? [block, taught(teaching)] : [...first, block];
    });
  };

  function erratumNote({ erratum: { id, correction } }: Note): RootContent {
    const [first = ""] = correction.split(words.sentence);
    const whole = parsed(first).children[0];
    const said = whole?.type === "paragraph" ? whole.children : [];
    const labs = [
      ...new Set([...correction.matchAll(/\(\/lessons\/((\d\d)-[\w-]+)(#[\w-]+)?\)/g)].map((m) => m[0])),
    ];
    const links = labs.flatMap((each) => {
      const [, to = "", number = ""] = /\((\/lessons\/(\d\d)[^)]*)\)/.exec(each) ?? [];
      return [text(words.and), link(to, `${words.lab} ${number}`)];
    });
    const head = link(`/reference/errata#${id}`, `${words.erratum} ${id}`);
    return note(
      "margin-note",
      [head, ...links, text(zh ? "：" : ": "), ...said, text(zh ? "。" : ".")],
      `${words.erratum} ${id}`,
    );
  }

  function taught(teaching: readonly Teaching[]): RootContent {
    const links = teaching.flatMap(({ lab, title }, i) => [
      ...(i > 0 ? [text(words.and)] : []),
      link(`/lessons/${lab}`, `${lab.slice(0, 2)} ${title}`),
    ]);
    return note(
      "margin-note margin-labs",
      [text(zh ? words.taught : `${words.taught} `), ...links],
      words.taught,
    );
  }
}

const text = (value: string): PhrasingContent => ({ type: "text", value });
const link = (url: string, value: string): Link => ({
  type: "link",
  url,
  children: [{ type: "text", value }],
});
function note(className: string, children: PhrasingContent[], label: string): RootContent {
  const hProperties = { className: className.split(" "), role: "note", ariaLabel: label };
  return { type: "paragraph", children, data: { hName: "div", hProperties } };
}

/** The address of a section on its page: `s3-2-1`. */
export const anchorOf = (number: string): string => `s${number.replaceAll(".", "-")}`;
