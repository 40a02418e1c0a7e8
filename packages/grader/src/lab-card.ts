import path from "node:path";
import type { Lab, Text } from "./lab.ts";
import type { LabCard } from "./protocol.ts";

const isText = (value: unknown): value is Text =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Partial<Text>).en === "string" &&
  typeof (value as Partial<Text>).zh === "string";

/** What is wrong with a value that should be a manifest, in a sentence, or undefined when it can be graded. */
export function manifestProblem(value: unknown, folder: string): Text | undefined {
  const name = path.basename(folder);
  if (typeof value !== "object" || value === null || !Array.isArray((value as Partial<Lab>).tasks)) {
    return {
      en: `${name}/lab.ts must export a lab as its default: export default defineLab({ … }).`,
      zh: `${name}/lab.ts 必须默认导出一个实验：export default defineLab({ … })。`,
    };
  }
  const lab = value as Partial<Lab> & Pick<Lab, "tasks">;
  if (lab.id !== name) {
    return {
      en: `The lab in folder ${name} has the id "${String(lab.id)}"; both must be the same.`,
      zh: `文件夹 ${name} 里的实验 id 却是 “${String(lab.id)}”，两者必须一致。`,
    };
  }
  const broken =
    !isText(lab.title) ||
    typeof lab.file !== "string" ||
    lab.tasks.some((task) => typeof task.check !== "function");
  return broken
    ? {
        en: `${name}/lab.ts is not complete: title, file and each task's check are needed.`,
        zh: `${name}/lab.ts 不完整：title、file 以及每个任务的 check 都不能少。`,
      }
    : undefined;
}

/** The manifest without its functions. */
export const labCard = ({ tasks, picture, ...rest }: Lab): LabCard => ({
  ...rest,
  tasks: tasks.map((task) => ({ ...task, check: undefined })),
  draws: picture !== undefined,
});
