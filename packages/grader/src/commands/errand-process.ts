import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { DoctorProbe, Errands, Finding } from "./errand.ts";

/** Runs one errand: `node errand-process.ts NAME TAKES FILE` writes its result as JSON. */
const [, , name, takes = "{}", file = "brought"] = process.argv;

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

async function packageFinding(name: string): Promise<Finding> {
  const title = { en: `package ${name}`, zh: `包 ${name}` };
  try {
    await import(name);
    return { id: name, title, ok: true, detail: { en: "can be imported", zh: "可以导入" } };
  } catch (error) {
    return {
      id: name,
      title,
      ok: false,
      detail: { en: `cannot be imported: ${messageOf(error)}`, zh: `无法导入：${messageOf(error)}` },
      remedy: {
        en: "Run `npm install` in the root folder of the course.",
        zh: "请在课程根目录运行 `npm install`。",
      },
    };
  }
}

async function probeFinding(probe: DoctorProbe): Promise<Finding> {
  const { id, title } = probe;
  try {
    return { id, title, ...(await probe.run()) };
  } catch (error) {
    return {
      id,
      title,
      ok: false,
      detail: { en: messageOf(error), zh: messageOf(error) },
    };
  }
}

/** The course's own probes for the doctor, if any. */
async function extension(
  root: string,
): Promise<{ readonly default?: readonly DoctorProbe[]; readonly devices?: readonly string[] }> {
  const file = path.join(root, "scripts", "doctor.ts");
  return existsSync(file) ? ((await import(pathToFileURL(file).href)) as object) : {};
}

async function devices({ root }: Errands["devices"]["takes"]): Promise<Errands["devices"]["brings"]> {
  return { devices: (await extension(root)).devices ?? [] };
}

async function doctor({ root, packages }: Errands["doctor"]["takes"]): Promise<Errands["doctor"]["brings"]> {
  const findings: Finding[] = [];
  for (const each of packages) findings.push(await packageFinding(each));
  const { default: probes = [] } = await extension(root);
  for (const probe of probes) findings.push(await probeFinding(probe));
  return { findings };
}

const errands: { [K in keyof Errands]: (takes: Errands[K]["takes"]) => Promise<Errands[K]["brings"]> } = {
  devices,
  doctor,
};

const input: unknown = JSON.parse(takes);
const run = errands[name as keyof Errands] as (takes: unknown) => Promise<unknown>;
const brought = await run(input);
writeFileSync(file, JSON.stringify(brought));
process.exit(0);
