import path from "node:path";
import { buildsOf } from "./builds.ts";
import type { LabCard, TaskCard } from "./card.ts";
import { CourseError } from "./course-error.ts";
import { labIds } from "./course.ts";
import { frontMatter, frontMatterWithFacts } from "./front-matter.ts";
import { hintsOf } from "./hints.ts";
import type { Lab } from "./lab.ts";
import { type LoadedManifest, loadManifests } from "./load-manifests.ts";
import { manifestFault } from "./manifest-fault.ts";
import { type Page, pageFault, readPage } from "./markdown.ts";
import { sectionsOf } from "./sections.ts";

function manifestOf({ folder, value }: LoadedManifest): Lab {
  const name = `labs/${path.basename(folder)}/lab.ts`;
  const fault = manifestFault(value);
  if (fault !== undefined)
    throw new CourseError("invalid-manifest", { en: `${name}: ${fault.en}`, zh: `${name}：${fault.zh}` });
  const lab = value as Lab;
  const circle = Object.keys(lab.tasks).find((id) => buildsOf(lab.tasks, id).includes(id));
  if (circle === undefined) return lab;
  throw new CourseError("cycle", {
    en: `${name}: the task "${circle}" depends on itself through other tasks; remove one \`needs\` from the cycle.`,
    zh: `${name}：任务 “${circle}” 经由其他任务又依赖了自己，请去掉循环中的一个 \`needs\`。`,
  });
}

/** The lesson's title of each task. */
function titlesOf(page: Page, tasks: readonly string[]): ReadonlyMap<string, string> {
  const titles = new Map(sectionsOf(page).map(({ id, title }) => [id ?? "", title]));
  for (const task of tasks) {
    if (titles.has(task)) continue;
    throw pageFault(page, 1, {
      en: `no heading explains the task "${task}". Add \`## Its title {#${task}}\`.`,
      zh: `没有标题讲解任务 “${task}”。请加上 \`## 任务标题 {#${task}}\`。`,
    });
  }
  return titles;
}

/** Puts a manifest and the Markdown of its folder together. */
function cardOf(loaded: LoadedManifest): LabCard {
  const { folder } = loaded;
  const lab = manifestOf(loaded);
  const ids = Object.keys(lab.tasks);
  const page = (name: string): Page =>
    readPage(`labs/${path.basename(folder)}/${name}`, path.join(folder, name));
  const [english, chinese] = [page("lesson.md"), page("lesson.zh.md")];
  const { title, summary, ...facts } = frontMatterWithFacts(english);
  const translated = frontMatter(chinese);
  const titles = { en: titlesOf(english, ids), zh: titlesOf(chinese, ids) };
  const hints = { en: hintsOf(page("hints.md"), ids), zh: hintsOf(page("hints.zh.md"), ids) };
  const tasks = Object.entries(lab.tasks).map(([id, task]): TaskCard => ({
    ...task,
    id,
    title: { en: titles.en.get(id) ?? "", zh: titles.zh.get(id) ?? "" },
    hints: (hints.en.get(id) ?? []).map((hint, i) => ({ en: hint, zh: hints.zh.get(id)?.[i] ?? "" })),
    builds: buildsOf(lab.tasks, id),
  }));
  return {
    ...lab,
    ...facts,
    id: path.basename(folder),
    folder,
    title: { en: title, zh: translated.title },
    summary: { en: summary, zh: translated.summary },
    tasks,
  };
}

/** Reads labs: their manifests and their texts for the learner, all at once. */
const readLabs = async (folders: readonly string[]): Promise<readonly LabCard[]> =>
  (await loadManifests(folders.map((folder) => path.resolve(folder)))).map(cardOf);

/**
 * Reads one lab.
 *
 * @throws {CourseError} For an author's fault; it names the file and the remedy.
 */
export async function readLab(folder: string): Promise<LabCard> {
  const [card] = await readLabs([folder]);
  return card as LabCard;
}

/**
 * Reads all labs of a course, in its order.
 *
 * @throws {CourseError} For the first author's fault; it names the file and the remedy.
 */
export const readCourse = (root: string): Promise<readonly LabCard[]> =>
  readLabs(labIds(root).map((id) => path.join(root, "labs", id)));
