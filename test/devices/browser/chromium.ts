import { existsSync } from "node:fs";
import path from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome.exe"];

/** A Chromium to test with: the one that `DOWNHILL_CHROMIUM` names, or the first on the path. */
export function chromium(): string | undefined {
  const named = process.env["DOWNHILL_CHROMIUM"] ?? "";
  if (named !== "") return existsSync(named) ? named : undefined;
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
}
