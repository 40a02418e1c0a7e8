import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { examplesInPage } from "../doc-examples/blocks.ts";
import { Consumer } from "./consumer.ts";

// The READMEs' examples as their readers run them: from the packages as published, in an otherwise empty folder.
const project = path.resolve(import.meta.dirname, "../..");
const packages = readdirSync(path.join(project, "packages"));
const examples = packages.flatMap((name) => {
  const file = `packages/${name}/README.md`;
  return examplesInPage(file, readFileSync(path.join(project, file), "utf8"));
});
const consumer = new Consumer(project, packages);
afterAll(() => consumer[Symbol.dispose]());

const named = examples.map(
  (example) => [`${example.file.split("/")[1]}-readme-${example.line}.ts`, example] as const,
);
for (const [name, { text }] of named) writeFileSync(path.join(consumer.root, name), `${text}\nexport {};\n`);
// And whatever else can be imported without an optional peer; these two are for vitest.
const forVitest = new Set(["@downhill/grader/reporter", "@downhill/grader/vitest-config"]);
const all = consumer.entries
  .filter((entry) => !forVitest.has(entry))
  .map((entry, i) => `export * as entry${i} from "${entry}";\n`);
writeFileSync(path.join(consumer.root, "entries.ts"), all.join(""));

const strict: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts", "lib.dom.d.ts"],
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  // The packages' own types are checked too.
  skipLibCheck: false,
};

/** Compiles all examples, and returns the compiler's errors, by file. */
function compiled(options: ts.CompilerOptions): readonly string[] {
  const before = process.cwd();
  process.chdir(consumer.root);
  try {
    const files = ["entries.ts", ...named.map(([name]) => name)].map((name) =>
      path.join(consumer.root, name),
    );
    const program = ts.createProgram(files, { ...strict, ...options });
    const emitted = program.emit();
    return [...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics].map(
      ({ file, start, messageText }) => {
        const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
        const name = file === undefined ? "" : path.relative(consumer.root, file.fileName);
        return `${name}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
      },
    );
  } finally {
    process.chdir(before);
  }
}

test("are many, of every package", () => {
  expect(new Set(examples.map(({ file }) => file)).size).toBe(packages.length);
  expect(consumer.entries.length).toBeGreaterThan(25);
});

test("compile under module node16", () => {
  expect(compiled({ module: ts.ModuleKind.Node16, outDir: path.join(consumer.root, "out") })).toEqual([]);
});

test("compile under moduleResolution bundler", () => {
  expect(
    compiled({
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      noEmit: true,
    }),
  ).toEqual([]);
});

describe("run", () => {
  test.each(named.filter(([, { noRun }]) => noRun === undefined))("%s", async (name) => {
    const cwd = path.join(consumer.root, "runs", name);
    mkdirSync(cwd, { recursive: true });
    // The grader's example grades a lab of the course.
    symlinkSync(path.join(project, "labs"), path.join(cwd, "labs"), "junction");
    await promisify(execFile)(
      process.execPath,
      [path.join(consumer.root, "out", name.replace(/ts$/, "js"))],
      { cwd },
    );
  });
});

test("without the optional peers, webgpu names what to install", async () => {
  const program =
    'import("@downhill/tensor").then(({ device }) => device("webgpu")).catch((e) => console.log(e.message))';
  const { stdout } = await promisify(execFile)(process.execPath, ["--eval", program], { cwd: consumer.root });
  expect(stdout).toContain("run npm install @tensorflow/tfjs-backend-webgpu@");
});
