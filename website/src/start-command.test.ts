import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { repositoryIn } from "../repository.ts";
import { startCommand } from "./start-command.ts";

test("the repository's address comes from one variable, or from GitHub's", () => {
  expect(repositoryIn({})).toBeUndefined();
  expect(repositoryIn({ SITE_REPOSITORY: "https://example.org/downhill/" })).toBe(
    "https://example.org/downhill",
  );
  expect(repositoryIn({ GITHUB_REPOSITORY: "some/one" })).toBe("https://github.com/some/one");
  expect(repositoryIn({ GITHUB_REPOSITORY: "some/one", GITHUB_SERVER_URL: "https://git.example.org" })).toBe(
    "https://git.example.org/some/one",
  );
});

test("a copy whose address is not known is started where it is", () => {
  expect(startCommand(undefined)).toBe("npm install && npm start");
});

test.skipIf(process.platform === "win32")("the command of the landing page clones, enters and starts", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "downhill clone "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // An npm that only writes down where it was called, and with what.
  const bin = path.join(folder, "bin");
  const calls = path.join(folder, "calls");
  mkdirSync(bin);
  writeFileSync(path.join(bin, "npm"), `#!/bin/sh\necho "$PWD: $*" >> "$CALLS"\n`);
  chmodSync(path.join(bin, "npm"), 0o755);
  const repository = path.join(folder, "course.git");
  const git = (...args: readonly string[]): void => {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
      stdio: "ignore",
    });
  };
  git("init", "-q", repository);
  writeFileSync(
    path.join(repository, "package.json"),
    readFileSync(path.resolve(import.meta.dirname, "../../package.json")),
  );
  git("-C", repository, "add", ".");
  git("-C", repository, "commit", "-qm", "The course");

  execFileSync("/bin/sh", ["-c", startCommand(`"file://${repository}"`)], {
    cwd: folder,
    stdio: "ignore",
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}`, CALLS: calls },
  });

  const clone = path.join(folder, "downhill");
  expect(readFileSync(calls, "utf8").trim().split("\n")).toEqual([`${clone}: install`, `${clone}: start`]);
  const { scripts } = JSON.parse(readFileSync(path.join(clone, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  expect(scripts["start"]).toBeDefined();
});
