import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { LabCard } from "../lab/card.ts";
import { boxArguments } from "./box-arguments.ts";
import type { BoxFolder } from "./box-folder.ts";

const root = realpathSync(mkdtempSync(path.join(tmpdir(), "downhill-")));
afterAll(() => rmSync(root, { recursive: true }));
const at = (...names: string[]): string => path.join(root, ...names);

/** The folders that a box may read. */
const readable = (): readonly string[] => {
  const box = { folder: at("box"), box: at("box", "box.mjs") } as BoxFolder;
  return boxArguments({ tasks: [] } as unknown as LabCard, box, root, at("home")).flatMap(
    (flag) => /^--allow-fs-read=(.*)[\\/]\*$/.exec(flag)?.[1] ?? [],
  );
};

test("a box may read each folder in which Node looks for TensorFlow.js, up to where it really is", () => {
  mkdirSync(at("node_modules", "@downhill"), { recursive: true });
  mkdirSync(at("packages", "tensor"), { recursive: true });
  mkdirSync(at("store", "@tensorflow"), { recursive: true });
  symlinkSync(at("packages", "tensor"), at("node_modules", "@downhill", "tensor"), "junction");
  symlinkSync(at("store", "@tensorflow"), at("node_modules", "@tensorflow"), "junction");
  const found = at("store", "@tensorflow");
  expect(readable()).toEqual([at("box"), at("home"), found]);
  // A cache of some tool is enough: Node 22 looks into it, and stops if it may not.
  mkdirSync(at("packages", "tensor", "node_modules"));
  expect(readable()).toEqual([
    at("box"),
    at("home"),
    at("packages", "tensor", "node_modules", "@tensorflow"),
    found,
  ]);
});
