import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Questions } from "@downhill/grader/questions";
import { expect, test } from "vitest";

/* A report joins a number and an axis, 第 1 + 个坐标, so the axis must begin with the measure word of what it counts. */
const folder = path.resolve(import.meta.dirname, "../../labs");
const labs = readdirSync(folder).filter((name) => /^\d\d-/.test(name));
const measured = /^[个组项条次种].+$|^[步行列组项条]$/;

test.each(labs)("%s: an axis begins with its measure word in Chinese", async (lab) => {
  const file = pathToFileURL(path.join(folder, lab, "questions", "index.ts")).href;
  const { default: questions } = (await import(file)) as { readonly default: Questions<never> };
  const axes = Object.values(questions).flatMap((asked) => asked.flatMap((question) => question.axes ?? []));
  expect(axes.filter(({ zh }) => !measured.test(zh))).toEqual([]);
});
