// The site's verbs: node scripts/site.mjs start | build | check | examine | test. Plain Node, so that it runs before any install.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import process from "node:process";
import { root, turbo } from "./turbo.mjs";

const website = path.join(root, "website");
const windows = process.platform === "win32";

/** @param {string} sentence */
const say = (sentence) => console.log(`site: ${sentence}`);

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  console.error(`site: ${sentence}`);
  process.exit(1);
}

/** @typedef {{ readonly cwd?: string, readonly env?: Readonly<Record<string, string>> }} RunOptions */

/**
 * Runs a command with its output shown; returns its exit status.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 */
function run(command, args, { cwd = website, env = {} } = {}) {
  const { error, signal, status } = spawnSync(command, args, {
    cwd,
    stdio: "inherit",
    shell: windows,
    env: { ...process.env, DOCUSAURUS_NO_UPDATE_NOTIFIER: "1", NO_UPDATE_NOTIFIER: "1", ...env },
  });
  if (error !== undefined) fail(`${command} did not start: ${error.message}.`);
  if (signal !== null) process.exit(130);
  return status ?? 1;
}

/**
 * Runs a command, and ends with it where it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
function must(command, args, options) {
  const status = run(command, args, options);
  if (status !== 0) process.exit(status);
}

/**
 * Installs from a lockfile unless the installed packages are at least as new as it.
 *
 * @param {string} folder
 * @param {string} about
 */
function install(folder, about) {
  const installed = path.join(folder, "node_modules", ".package-lock.json");
  const lockfile = path.join(folder, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockfile).mtimeMs) return;
  say(about);
  must("npm", ["ci", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder });
}

function installAll() {
  if (!existsSync(path.join(root, "node_modules", "@downhill", "optimizers"))) {
    install(root, "installing the course's own packages (npm ci), under a minute from a warm npm cache.");
  }
  install(
    website,
    "installing the site's own packages (npm ci in website/, about 1,300 of them); one to three minutes, once.",
  );
}

/** Writes what is made from other sources: the pages of functions, and what the labs' pages need to grade. */
function writePages() {
  for (const what of ["pages", "desk"]) {
    const source = ["--conditions=@downhill/source", "--import", "tsx", `website/plugins/${what}/write.mts`];
    must(process.execPath, source, { cwd: root });
  }
}

/** A Chromium that is already on this machine, or undefined. */
function findChromium() {
  const named = process.env.DOWNHILL_CHROMIUM ?? "";
  if (named !== "" && !existsSync(named)) fail(`DOWNHILL_CHROMIUM names ${named}, which does not exist.`);
  if (named !== "") return named;
  const fixed = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));
  if (fixed !== undefined) return fixed;
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .flatMap((folder) =>
      ["google-chrome", "google-chrome-stable", "chromium"].map((name) =>
        path.join(folder, windows ? `${name}.exe` : name),
      ),
    )
    .find((file) => existsSync(file));
  return onPath ?? playwrightsOwn();
}

/** The newest Chromium in Playwright's cache. */
function playwrightsOwn() {
  /** @type {Readonly<Record<string, string>>} */
  const caches = {
    darwin: path.join(homedir(), "Library", "Caches", "ms-playwright"),
    win32: path.join(process.env.LOCALAPPDATA ?? homedir(), "ms-playwright"),
  };
  const cache =
    process.env.PLAYWRIGHT_BROWSERS_PATH ??
    caches[process.platform] ??
    path.join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return undefined;
  const inside = [
    "chrome-linux64/chrome",
    "chrome-linux/chrome",
    "chrome-win64/chrome.exe",
    "chrome-win/chrome.exe",
    "chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "chrome-mac/Chromium.app/Contents/MacOS/Chromium",
  ];
  return readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => inside.map((file) => path.join(cache, name, file)))
    .find((file) => existsSync(file));
}

/** A Chromium to test with: found, otherwise installed if possible, otherwise an explanation of how to install one. */
function chromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("no Chromium found; installing Debian's package chromium (apt-get), about a minute.");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    if (run("apt-get", ["update", "-q"], { env }) === 0) {
      run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], { env });
    }
  } else {
    say(
      "no Chromium found; fetching Playwright's own (npx playwright install chromium), about 150 MB, once.",
    );
    run("npx", ["playwright", "install", "chromium"]);
  }
  return (
    findChromium() ??
    fail(
      "the site's tests need a Chromium and none could be installed: install Chromium or Chrome, or set " +
        "DOWNHILL_CHROMIUM to the path of one, and run this again.",
    )
  );
}

/** @param {string[]} args */
function start(...args) {
  installAll();
  writePages();
  say("serving at http://localhost:3000; for Chinese add: -- --locale zh-Hans");
  must("npx", ["docusaurus", "start", "--no-open", ...args]);
}

/** @param {string[]} args */
function build(...args) {
  installAll();
  writePages();
  say("building both languages, a minute or two.");
  must("npx", ["docusaurus", "build", ...args]);
}

/** What needs no browser: types and lint. */
function check() {
  installAll();
  must("npx", ["tsc", "--noEmit"]);
  must(
    "npx",
    ["oxlint", "--type-aware", "--deny-warnings", "--config", "website/.oxlintrc.json", "website"],
    {
      cwd: root,
    },
  );
}

/**
 * All the site's tests, in the browser that DOWNHILL_CHROMIUM names.
 *
 * @param {string[]} args
 */
function examine(...args) {
  build();
  say(`testing the built site in ${process.env.DOWNHILL_CHROMIUM ?? "Playwright's browser"}.`);
  must("npx", ["playwright", "test", ...args]);
}

/**
 * The same, unless nothing that it reads has changed since it last passed; with arguments for Playwright it always runs.
 *
 * @param {string[]} args
 */
function test(...args) {
  installAll();
  const browser = chromium();
  process.env.DOWNHILL_CHROMIUM = browser;
  // A replaced browser has the same path but is a different one.
  process.env.DOWNHILL_CHROMIUM_SAVED = String(statSync(realpathSync(browser)).mtimeMs);
  if (args.length > 0) examine(...args);
  else process.exitCode = turbo("//#site:examine", "--env-mode=loose");
}

/** @type {Readonly<Record<string, (...args: string[]) => void>>} */
const verbs = { start, build, check, examine, test };
const [verb = "", ...rest] = process.argv.slice(2);
const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
if (act === undefined) fail(`give a task: node scripts/site.mjs ${Object.keys(verbs).join(" | ")}.`);
act(...rest);
