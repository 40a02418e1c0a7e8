import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ownModule } from "../judge/own-module.ts";
import { shortName } from "../judge/lesson-address.ts";
import { CourseError } from "../lab/course-error.ts";
import { findRoot, labIds } from "../lab/course.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

/** This package's folder, which holds the templates. */
const ownFolder = path.dirname(path.dirname(ownModule("index")));
const templates = path.join(ownFolder, "templates");

function checkName(root: string, name: string): void {
  if (!/^\d\d(?:-[a-z0-9]+)+$/.test(name)) {
    throw new CourseError("invalid-name", {
      en: `A lab's name is a two-digit number and a name of lower-case letters, digits and hyphens, such as 27-momentum; "${name}" does not have this form.`,
      zh: `实验名称由两位编号和小写字母、数字、连字符组成，例如 27-momentum，不能是 “${name}”。`,
    });
  }
  const taken = labIds(root).find((id) => shortName(id) === shortName(name));
  if (taken !== undefined || existsSync(path.join(root, "labs", name))) {
    throw new CourseError("duplicate", {
      en: `The number ${shortName(name)} is taken by ${taken ?? `labs/${name}`}; choose another.`,
      zh: `编号 ${shortName(name)} 已被 ${taken ?? `labs/${name}`} 使用，请换一个。`,
    });
  }
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(path.join(folder, name)).isFile(),
  );

/** `downhill new-lab`: writes a lab that passes the gate right away, with one task whose texts are still to be written. */
export async function newLab(out: Output, name: string): Promise<ExitCode> {
  const root = findRoot(out.from);
  checkName(root, name);
  const words = name.split("-").slice(1);
  const { version } = JSON.parse(readFileSync(path.join(ownFolder, "package.json"), "utf8")) as {
    version: string;
  };
  const filled = (file: string): string =>
    readFileSync(path.join(templates, file), "utf8")
      .replaceAll("__ID__", name)
      .replaceAll("__NAME__", words.join("-"))
      .replaceAll("__TITLE__", words.join(" "))
      .replaceAll("__VERSION__", version);
  const tests = path.join("test", "labs");
  const files = [
    ...filesIn(path.join(templates, "lab")).map((file) => [
      path.join("lab", file),
      path.join("labs", name, file),
    ]),
    ["ideas.md", path.join(tests, "ideas", `${name}.md`)],
    ["right.ts", path.join(tests, "right", name, "loop.ts")],
    ["oracle.ts", path.join(tests, "oracle", `${name.slice(0, 2)}.test.ts`)],
  ] as const;
  for (const [from = "", to = ""] of files) {
    const file = path.join(root, to);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, filled(from));
  }
  out.write(files.map(([, to = ""]) => to.replaceAll(path.sep, "/")).join("\n"));
  out.write(
    out.say({
      en: `\nReplace every TODO, and every 待写 in the Chinese files; see "Add a lab" in CONTRIBUTING.md. Then:\n  npm install\n  npm run labs:gate -- ${shortName(name)}`,
      zh: `\n请填写英文文件中的 TODO 和中文文件中的“待写”，写法见 CONTRIBUTING.md 的 “Add a lab”。然后运行：\n  npm install\n  npm run labs:gate -- ${shortName(name)}`,
    }),
  );
  return 0;
}
