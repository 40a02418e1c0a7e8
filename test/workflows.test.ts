import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseDocument } from "yaml";

// The workflows cannot be run here; these are the checks that do not need it.
const project = path.resolve(import.meta.dirname, "..");
const folder = ".github/workflows";
const files = readdirSync(path.join(project, folder)).map((name) => `${folder}/${name}`);
const { scripts } = JSON.parse(readFileSync(path.join(project, "package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}
interface Job {
  readonly "timeout-minutes": number;
  readonly "runs-on": string;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

function read(file: string): Workflow {
  const document = parseDocument(readFileSync(path.join(project, file), "utf8"), {
    strict: true,
    uniqueKeys: true,
  });
  expect([...document.errors, ...document.warnings], file).toEqual([]);
  return document.toJS() as Workflow;
}

/** What a command needs: a script of package.json, or a file. */
function missing(command: string): string[] {
  const [, script = "check"] = /^npm (?:run )?([\w:]+)/.exec(command.replace(/^npm ci$/, "")) ?? [];
  const named = [...command.matchAll(/(?:^|\s)((?:scripts|\.ci)\/\S+)/g)].map(([, name]) => name!);
  return [
    ...(Object.hasOwn(scripts, script) ? [] : [`npm run ${script}`]),
    ...named.filter((name) => !existsSync(path.join(project, name))),
  ];
}

test.each([...files, ".github/dependabot.yml"])("%s is strict YAML", (file) => {
  expect(read(file)).toBeTypeOf("object");
});

test.each(files)(
  "%s: jobs end, have only the permissions that they state, and run scripts that exist",
  (file) => {
    const { permissions, jobs } = read(file);
    expect(permissions).toBeTypeOf("object");
    for (const { steps, ...job } of Object.values(jobs)) {
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
      for (const { uses, run, with: given = {} } of steps) {
        if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@v\d+$/);
        const commands = [run, given["version"], given["publish"]].filter((each) => each !== undefined);
        expect(commands.flatMap((command) => missing(command))).toEqual([]);
      }
    }
  },
);

test("no workflow reads a secret: npm trusts the release workflow, and GitHub's own token is enough", () => {
  for (const file of files) expect(readFileSync(path.join(project, file), "utf8")).not.toMatch(/secrets\./);
});

test("a command that does not exist is noticed", () => {
  expect(missing("npm run nosuch")).toEqual(["npm run nosuch"]);
  expect(missing("node scripts/nosuch.mjs test")).toEqual(["scripts/nosuch.mjs"]);
  expect(missing("npm ci")).toEqual([]);
});
