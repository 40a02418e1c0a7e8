import type { Place } from "./verdict.ts";

/** The learner's line behind a place in the translated text, both counted from 1. */
export type Locate = (line: number, column: number) => Place | undefined;

/** A learner's file with its helper files, as one JavaScript module. */
export interface TranslatedText {
  readonly code: string;
  readonly exports: readonly string[];
  readonly locate: Locate;
}
