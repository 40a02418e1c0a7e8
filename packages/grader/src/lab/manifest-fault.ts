import type { Lab, Task } from "./lab.ts";
import type { Text } from "./text.ts";

const labFields: readonly string[] = [
  "file",
  "tasks",
  "imports",
  "withholds",
  "native",
  "solved",
  "provides",
  "uses",
] satisfies (keyof Lab)[];
const taskFields: readonly string[] = ["points", "writes", "needs", "seconds"] satisfies (keyof Task)[];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNames = (value: unknown, each = /^\S+$/): value is readonly string[] =>
  Array.isArray(value) && value.every((name) => typeof name === "string" && each.test(name));

const name = /^[a-z][a-z0-9-]*$/;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

const unknownField = (value: object, known: readonly string[], where: Text): Text | undefined => {
  const name = Object.keys(value).find((key) => !known.includes(key));
  return name === undefined
    ? undefined
    : {
        en: `${where.en} has the unknown field "${name}"; it may have ${known.join(", ")}.`,
        zh: `${where.zh}里有无法识别的字段 “${name}”，可以写的有：${known.join("、")}。`,
      };
};

function taskFault(id: string, task: unknown, ids: readonly string[]): Text | undefined {
  const where = { en: `the task "${id}"`, zh: `任务 “${id}” ` };
  const fault = ({ en, zh }: Text): Text => ({ en: `${where.en} ${en}`, zh: where.zh + zh });
  if (!name.test(id)) {
    return fault({
      en: "needs an id of lower-case letters, digits and hyphens.",
      zh: "的 id 只能由小写字母、数字和连字符组成。",
    });
  }
  if (!isRecord(task)) return fault({ en: "must be an object.", zh: "应当是一个对象。" });
  const { points, writes, needs = [], seconds = 1 } = task;
  if (typeof points !== "number" || !(points > 0)) {
    return fault({ en: "needs `points`, a number above 0.", zh: "需要写明 `points`，值是大于 0 的数。" });
  }
  if (!isNames(writes, identifier) || writes.length === 0) {
    return fault({
      en: "needs `writes`, the names that the learner's file must export for it.",
      zh: "需要写明 `writes`，列出学习者的文件应当为它导出的名称。",
    });
  }
  if (!isNames(needs) || needs.some((need) => need === id || !ids.includes(need))) {
    return fault({
      en: `needs only other tasks of this lab: ${ids.join(", ")}.`,
      zh: `的 \`needs\` 只能写这个实验里的其他任务：${ids.join("、")}。`,
    });
  }
  if (typeof seconds !== "number" || !(seconds > 0)) {
    return fault({ en: "needs `seconds` above 0, or none.", zh: "的 `seconds` 应当大于 0，或者不写。" });
  }
  return unknownField(task, taskFields, where);
}

const isWithholding = (value: unknown): boolean =>
  isRecord(value) && Object.values(value).every((names) => isNames(names, identifier));

/** Parts are named like tasks, and each needs tasks of the lab. */
const isProvision = (value: unknown, ids: readonly string[]): boolean =>
  isRecord(value) &&
  isNames(Object.keys(value), name) &&
  Object.values(value).every(
    (tasks) => isNames(tasks) && tasks.length > 0 && tasks.every((task) => ids.includes(task)),
  );

/** What is wrong with a value that should be a manifest, in a sentence with its remedy; undefined when nothing is. */
export function manifestFault(value: unknown): Text | undefined {
  if (!isRecord(value) || !isRecord(value["tasks"])) {
    return {
      en: "it must export a lab as its default: export default defineLab({ file, tasks: { … } }).",
      zh: "必须默认导出一个实验：export default defineLab({ file, tasks: { … } })。",
    };
  }
  const { file, tasks, imports = [], withholds = {}, native = false, solved = false } = value;
  const { provides = {}, uses = [] } = value;
  if (typeof file !== "string" || !/^[\w-]+\.ts$/.test(file)) {
    return {
      en: "`file` must be a file's name, such as adam.ts.",
      zh: "`file` 应当是文件名，例如 adam.ts。",
    };
  }
  const ids = Object.keys(tasks);
  for (const [id, task] of Object.entries(tasks)) {
    const fault = taskFault(id, task, ids);
    if (fault !== undefined) return fault;
  }
  const points = Object.values(tasks as Lab["tasks"]).reduce((sum, task) => sum + task.points, 0);
  if (Math.abs(points - 100) > 1e-9) {
    return {
      en: `the points add up to ${points}; make it 100.`,
      zh: `各任务的分值之和是 ${points}，应当是 100。`,
    };
  }
  if (!isNames(imports)) {
    return {
      en: "`imports` must list packages, such as @downhill/tensor.",
      zh: "`imports` 应当列出包名，例如 @downhill/tensor。",
    };
  }
  if (!isWithholding(withholds)) {
    return {
      en: '`withholds` must list names by package: { "@downhill/optimizers": ["adam"] }.',
      zh: '`withholds` 应当按包列出名称：{ "@downhill/optimizers": ["adam"] }。',
    };
  }
  if (typeof native !== "boolean" || typeof solved !== "boolean") {
    return {
      en: "`native` and `solved` must be true or false.",
      zh: "`native` 和 `solved` 只能是 true 或 false。",
    };
  }
  if (!isProvision(provides, ids)) {
    return {
      en: `\`provides\` must list tasks of this lab by part: { loss: [${JSON.stringify(ids[0])}] }.`,
      zh: `\`provides\` 应当按部件列出这个实验的任务：{ loss: [${JSON.stringify(ids[0])}] }。`,
    };
  }
  if (!isNames(uses, name)) {
    return {
      en: '`uses` must list parts that this lab or an earlier one provides: ["loss", "optimizer"].',
      zh: '`uses` 应当列出这个实验或更早的实验提供的部件：["loss", "optimizer"]。',
    };
  }
  return unknownField(value, labFields, { en: "the lab", zh: "实验" });
}
