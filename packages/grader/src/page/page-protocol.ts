import type { Request, Said } from "../box/protocol.ts";

/** What a page tells its worker. */
export type ToWorker =
  /** First of all: the addresses of the questions and the picture, and the names that the lab asks for. */
  | {
      readonly t: "open";
      readonly questions: string;
      readonly picture: string | null;
      readonly names: readonly string[];
    }
  | { readonly t: "ask"; readonly request: Request }
  /** Answered at once, unless the worker computes. */
  | { readonly t: "ping" };

/** What a worker says in addition to what every box says. */
export type FromWorker =
  | Said
  | { readonly t: "pong" }
  /** The learner's file is being loaded; what came before, such as packages, is not counted. */
  | { readonly t: "loading" }
  /** The learner's function that is being called, or "" when it has returned. */
  | { readonly t: "inside"; readonly name: string }
  | { readonly t: "printed"; readonly text: string };
