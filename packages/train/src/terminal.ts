export { type ProgressBar, progressBar, type ProgressBarOptions } from "./progress-bar.ts";
export { terminalCurve } from "./terminal-curve.ts";
