import type { Plain } from "./plain.ts";

/** A question in a request: its position among the lab's questions. */
export interface Asked {
  readonly task: string;
  readonly index: number;
}

export const questionId = ({ task, index }: Asked): string => `${task}/${index}`;

/** A request of the grader to a box: one file, and questions to its module. One line of JSON on standard input. */
export interface Request {
  /** The address of the translated file. */
  readonly file: string;
  readonly seed: number;
  readonly questions: readonly Asked[];
  /** Seconds of CPU time for each task; `load` is for loading the file. */
  readonly seconds: Readonly<Record<string, number>>;
  /** Seconds that the box may wait without computing. */
  readonly idle: number;
  /** Whether to draw the picture at the end. */
  readonly picture?: boolean;
}

/** Why the watchdog ended a box. */
export type Stop = "time" | "clock" | "idle" | "memory";

/**
 * The messages of a box, one line of JSON each, on a separate channel. If a learner's file writes to it, that only adds
 * to its own answers.
 */
export type Said =
  | { readonly t: "ready" }
  | { readonly t: "loaded"; readonly exports: readonly string[] }
  | { readonly t: "failed"; readonly answer: Plain }
  | { readonly t: "ask"; readonly q: string }
  | { readonly t: "answer"; readonly q: string; readonly answer: Plain }
  | { readonly t: "picture"; readonly svg: string }
  /** For the lab's author: a learner is not told why a picture is missing. */
  | { readonly t: "no-picture"; readonly why: string }
  | { readonly t: "exit"; readonly code: string; readonly stack: string }
  | { readonly t: "stalled" }
  /** `inside`: the learner's export that was being called, or "" if none was. */
  | { readonly t: "stopped"; readonly why: Stop; readonly inside: string }
  | { readonly t: "done" };

/** The channel on which a box sends its messages. */
export const channel = 3;

/** Places in the memory that the box shares with its watchdog. */
export const gauge = {
  asking: 0,
  inside: 1,
  calls: 2,
  limit: 3,
  began: 4,
  idle: 5,
  /** The wall-clock time at which even slow computing ends. */
  deadline: 6,
  length: 8,
} as const;

/** Seconds of wall-clock time per second of CPU time, enough even if other processes use the cores. */
export const patience = 8;
