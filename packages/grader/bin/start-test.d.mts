/** How a run of `downhill test --json` ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}
export declare function startTestEarly(folder: string, args: readonly string[]): void;
export declare function startTest(folder: string): Promise<Ran>;
