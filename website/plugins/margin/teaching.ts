import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { within } from "./section.ts";

/** A lab whose lesson cites a section of the chapters. */
export interface Teaching {
  readonly lab: string;
  readonly title: string;
}

/** The sections that a lesson cites, `002 §3.1`: ranges (§4.2–4.4) count with both ends and what is between. */
export function citedIn(lesson: string): ReadonlySet<string> {
  const cited = new Set<string>();
  let chapter = "";
  let end = 0;
  for (const match of lesson.matchAll(
    /(?<![\d.])(00[0-4])(?!\d)|§(\d+(?:\.\d+)*)(?:[–-](\d+(?:\.\d+)*))?/g,
  )) {
    const [whole, named, from, to] = match;
    // A section belongs to the chapter named before it, if both are in one sentence.
    if (named === undefined && /[.。]\s|\n\n/.test(lesson.slice(end, match.index))) chapter = "";
    chapter = named ?? chapter;
    end = match.index + whole.length;
    if (from === undefined || chapter === "") continue;
    for (const section of range(from, to ?? from)) cited.add(`${chapter} §${section}`);
  }
  return cited;
}

function range(from: string, to: string): readonly string[] {
  const [head, last] = [from.slice(0, from.lastIndexOf(".") + 1), Number(from.split(".").at(-1))];
  const until = Number(to.split(".").at(-1));
  return Array.from({ length: Math.max(1, until - last + 1) }, (_, i) => `${head}${last + i}`);
}

/** The labs that teach a section of a chapter: their lessons cite it, or what is within it. */
export function teachersIn(
  root: string,
  zh: boolean,
): (chapter: string, section: string) => readonly Teaching[] {
  const labs = readdirSync(path.join(root, "labs"))
    .filter((name) => /^\d\d-/.test(name))
    .toSorted()
    .map((lab) => {
      const read = (name: string): string => readFileSync(path.join(root, "labs", lab, name), "utf8");
      const title = /^title: "?(.+?)"?$/m.exec(read(zh ? "lesson.zh.md" : "lesson.md"))?.[1] ?? lab;
      return { lab, title, cited: [...citedIn(read("lesson.md"))] };
    });
  return (chapter, section) =>
    labs
      .filter(({ cited }) =>
        cited.some((place) => place.startsWith(`${chapter} §`) && within(place.slice(5), section)),
      )
      .map(({ lab, title }) => ({ lab, title }));
}
