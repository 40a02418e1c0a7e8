import type { ChildProcess } from "node:child_process";

export declare const fromSource: boolean;
export declare const nodeArguments: () => readonly string[];
export declare const moduleFile: (name: string) => string;

/** A process that grades, the folder of its own, and the file to which it appends its events. */
export interface Started {
  readonly child: ChildProcess;
  readonly home: string;
  readonly events: string;
}
export declare function startEarly(folder: string, root: string): void;
export declare function startGrading(folder: string, root: string): Started;
