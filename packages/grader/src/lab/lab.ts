/** One graded piece of a lab. Its title is the lesson's heading with the task's id; its hints are in `hints.md`. */
export interface Task {
  readonly points: number;
  /** The exports of the learner's file that this task asks for. */
  readonly writes: readonly string[];
  /** Tasks whose functions this task's functions call. What those need is needed too. */
  readonly needs?: readonly string[];
  /** Seconds of computing (CPU time) that the learner's text may take in this task; 5 by default. */
  readonly seconds?: number;
}

/** The structure of a lab, without prose: `labs/<id>/lab.ts` exports one as its default. */
export interface Lab {
  /** The file the learner edits, in `src/`; the solution is `key/solution.ts`. */
  readonly file: string;
  /** The tasks in order, by id. Their points add up to 100. */
  readonly tasks: Readonly<Record<string, Task>>;
  /** Packages that the learner's file may import, such as `@downhill/tensor`; it may always import from `provided/`. */
  readonly imports?: readonly string[];
  /** Names that the lab's copy of a package lacks, because the lab asks for them. */
  readonly withholds?: Readonly<Record<string, readonly string[]>>;
  /** Whether the lab computes on devices beyond JavaScript and WebAssembly, which need native code. */
  readonly native?: boolean;
  /** Whether the desk starts with the solution: lab 00. */
  readonly solved?: boolean;
  /** The parts of a training stack that the learner's file holds, each with the tasks that must pass before it runs. */
  readonly provides?: Readonly<Record<string, readonly string[]>>;
  /** The parts, of this lab and of earlier ones, that the lab's `mine.ts` trains with. */
  readonly uses?: readonly string[];
}

/** Gives a manifest its type. */
export const defineLab = <const L extends Lab>(lab: L): L => lab;
