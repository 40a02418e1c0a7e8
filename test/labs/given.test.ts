import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { Key } from "../../packages/grader/src/judge/key.ts";
import { openLab } from "../../packages/grader/src/judge/open-lab.ts";

const root = path.resolve(import.meta.dirname, "../..");
const labs = readdirSync(path.join(root, "labs")).filter((name) => /^\d\d-/.test(name));

const declares = (code: string, name: string): boolean =>
  new RegExp(`(function\\*?|var|let|const|class) ${name}\\b`).test(code);

/* A wrong task's functions are replaced by the solution's while a later task is asked; that task's own must not be there. */
test.each(labs)("%s: the code provided for earlier tasks contains nothing of the current one", async (id) => {
  const lab = await openLab(path.join(root, "labs", id), root);
  const key = new Key(lab, 1);
  const { tasks } = lab.card;
  for (const { id: task, builds, writes } of tasks) {
    if (builds.length === 0) continue;
    const below = tasks.filter((each) => builds.includes(each.id)).flatMap((each) => each.writes);
    const names = [...new Set(below)].filter((name) => !writes.includes(name));
    const { code, exports } = await key.given(names);
    expect(exports.toSorted()).toEqual(names.toSorted());
    expect(names.filter((name) => !declares(code, name))).toEqual([]);
    const others = tasks.flatMap((each) => each.writes).filter((name) => !below.includes(name));
    expect({ task, with: others.filter((name) => declares(code, name)) }).toEqual({ task, with: [] });
  }
});
