import path from "node:path";
import type { Feedback } from "./card.ts";
import { type Page, pageFault, readPage } from "./markdown.ts";
import { proseOf } from "./prose.ts";
import { sectionsOf } from "./sections.ts";

interface Explained {
  readonly name: string;
  readonly explanation: string;
}

function explanationsOf(page: Page): ReadonlyMap<string, Explained> {
  const found = new Map<string, Explained>();
  for (const { id, title, line, children } of sectionsOf(page)) {
    const explanation = proseOf(page, { children: [...children] });
    if (id === undefined || title === "" || explanation === "") {
      throw pageFault(page, line, {
        en: "a mistake needs a name, an id and an explanation: `## the sum instead of the mean {#sum}`, then a paragraph.",
        zh: "每个错误都要有名称、id 和解释：`## 把总和当成了平均值 {#sum}`，下面再写一段话。",
      });
    }
    found.set(id, { name: title, explanation });
  }
  return found;
}

/**
 * The feedback on each mistake of a lab, by the mistake's id.
 *
 * @throws {CourseError} For an author's faults, such as a mistake that is explained in only one language.
 */
export async function readFeedback(folder: string): Promise<Readonly<Record<string, Feedback>>> {
  const key = path.join(folder, "key");
  const page = (name: string): Page =>
    readPage(`labs/${path.basename(folder)}/key/${name}`, path.join(key, name));
  const [english, chinese] = [page("feedback.md"), page("feedback.zh.md")];
  const [en, zh] = [explanationsOf(english), explanationsOf(chinese)];
  for (const [one, here, there] of [
    [chinese, zh, en],
    [english, en, zh],
  ] as const) {
    const missing = [...there.keys()].find((id) => !here.has(id));
    if (missing === undefined) continue;
    throw pageFault(one, 1, {
      en: `the mistake {#${missing}} is explained in the other language only. Write it here too.`,
      zh: `错误 {#${missing}} 只有另一种语言的解释，请在这里也写上。`,
    });
  }
  return Object.fromEntries(
    [...en].map(([id, { name, explanation }]) => [
      id,
      {
        name: { en: name, zh: zh.get(id)?.name ?? "" },
        explanation: { en: explanation, zh: zh.get(id)?.explanation ?? "" },
      },
    ]),
  );
}
