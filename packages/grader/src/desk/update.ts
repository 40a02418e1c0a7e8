import { readFileSync } from "node:fs";
import { createTwoFilesPatch } from "diff";
import { merge } from "node-diff3";
import type { LabCard } from "../lab/card.ts";
import { deskFile, deskRecord, hashOf, layOut, putOnDesk } from "./desk.ts";
import { keepCopy } from "./kept-copy.ts";
import { starterText } from "./starter-text.ts";

/** What a newer course changed in a desk's starter. */
export type StarterChange =
  | { readonly kind: "laid-out" }
  /** The desk does not come from this version of the course; its starter is unknown. */
  | { readonly kind: "unknown" }
  | { readonly kind: "same" }
  /** In unified form. */
  | { readonly kind: "changed"; readonly difference: string };

/** Compares the current starter with the one that the desk began with. */
export function starterChange(card: LabCard): StarterChange {
  if (layOut(card)) return { kind: "laid-out" };
  const record = deskRecord(card);
  if (record === undefined) return { kind: "unknown" };
  const starter = starterText(card);
  if (hashOf(starter) === record.hash) return { kind: "same" };
  const difference = createTwoFilesPatch(`a/${card.file}`, `b/${card.file}`, record.text, starter, "", "", {
    context: 3,
  });
  return { kind: "changed", difference: difference.replace(/^=+\n/, "").trimEnd() };
}

/** The result of merging a newer starter. */
export interface Updated {
  /** The folder with the copy of the previous files. */
  readonly kept: string;
  /** The lines where conflicts begin: places that both the learner and the course changed. */
  readonly conflicts: readonly number[];
}

const conflictMark = "<<<<<<< ";

/**
 * Merges the course's changes into the learner's file, which keeps its own changes; if both changed the same lines,
 * both versions appear between markers, as in git. A copy of the desk is made first.
 */
export function takeStarterOver(card: LabCard, now: Date): Updated | undefined {
  const record = deskRecord(card);
  if (record === undefined) return undefined;
  const own = readFileSync(deskFile(card), "utf8");
  const ending = own.includes("\r\n") ? "\r\n" : "\n";
  const lines = (text: string): string[] => text.split(/\r?\n/);
  const starter = starterText(card);
  const { result } = merge(lines(own), lines(record.text), lines(starter), {
    excludeFalseConflicts: true,
    label: { a: "yours", b: "the course's" },
  });
  const kept = keepCopy(card, now) ?? "";
  putOnDesk(card, result.join(ending), starter);
  return { kept, conflicts: result.flatMap((line, i) => (line.startsWith(conflictMark) ? [i + 1] : [])) };
}
