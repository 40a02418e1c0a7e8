export { type ProgressBar, progressBar, type ProgressBarOptions } from "./progress-bar.ts";
export { terminalCurve, type TerminalCurveOptions } from "./terminal-curve.ts";
