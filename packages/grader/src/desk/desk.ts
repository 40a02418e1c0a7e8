import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { relativePath } from "../judge/relative-path.ts";
import type { LabCard } from "../lab/card.ts";
import { CourseError } from "../lab/course-error.ts";
import { homeOf } from "./home.ts";
import { solutionText, starterText } from "./starter-text.ts";
import { isUnwritable, writeWhole } from "./write-whole.ts";

/** The starter that a desk began with: stored, so that a newer starter can be distinguished from the learner's own changes. */
export interface DeskRecord {
  readonly hash: string;
  readonly text: string;
}

const version = 1;

export const rootOf = (card: LabCard): string => path.dirname(path.dirname(card.folder));

/** The learner's own file. */
export const deskFile = (card: LabCard): string => path.join(card.folder, "src", card.file);

export const recordFile = (card: LabCard): string =>
  path.join(homeOf(rootOf(card)), "desk", `${card.id}.json`);

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The starter that the desk began with; undefined if unknown. */
export function deskRecord(card: LabCard): DeskRecord | undefined {
  try {
    const { hash, text } = JSON.parse(readFileSync(recordFile(card), "utf8")) as Partial<DeskRecord>;
    return typeof text === "string" && hash === hashOf(text) ? { hash, text } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a learner's file and remembers its starter. */
export function putOnDesk(card: LabCard, text: string, began: string): void {
  const file = deskFile(card);
  try {
    writeWhole(file, text);
    writeWhole(
      recordFile(card),
      `${JSON.stringify({ version, file: card.file, hash: hashOf(began), text: began }, null, 2)}\n`,
    );
  } catch (error) {
    if (!isUnwritable(error)) throw error;
    const name = relativePath(rootOf(card), file);
    throw new CourseError("unwritable", {
      en: `${name} cannot be written (${error.code ?? ""}). Make sure that the course's folder is writable.`,
      zh: `无法写入 ${name}（${error.code ?? ""}）。请确认课程文件夹可以写入。`,
    });
  }
}

/**
 * Creates a desk if there is none. An existing file is never touched.
 *
 * @returns Whether it was created now.
 */
export function layOut(card: LabCard): boolean {
  if (existsSync(deskFile(card))) return false;
  const starter = starterText(card);
  putOnDesk(card, starter, starter);
  return true;
}

/** Whether the course has a newer starter than the one this desk began with. */
export function hasNewerStarter(card: LabCard): boolean {
  const record = deskRecord(card);
  if (record === undefined || solutionText(card) === undefined || !existsSync(deskFile(card))) return false;
  return hashOf(starterText(card)) !== record.hash;
}
