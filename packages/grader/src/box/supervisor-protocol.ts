/** What the grader tells the supervisor; boxes are numbered by the grader. */
export type ToSupervisor =
  | {
      readonly t: "open";
      readonly box: number;
      readonly args: readonly string[];
      readonly cwd: string;
      readonly env: NodeJS.ProcessEnv;
    }
  | { readonly t: "ask"; readonly box: number; readonly line: string }
  /** No more requests: the box exits when it is done. */
  | { readonly t: "finish"; readonly box: number }
  | { readonly t: "end"; readonly box: number };

/** What the supervisor reports about its boxes. */
export type ToGrader =
  | { readonly t: "opened"; readonly box: number; readonly pid: number }
  /** What was printed (`out`) or sent on the box's own channel, and how many characters were left out. */
  | { readonly t: "out" | "said"; readonly box: number; readonly text: string; readonly cut: number }
  | {
      readonly t: "closed";
      readonly box: number;
      readonly code: number | null;
      readonly signal: string | null;
    };
