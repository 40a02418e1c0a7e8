export {
  type ProgressBar,
  progressBar,
  type ProgressBarOptions,
  type ProgressStream,
} from "./progress-bar.ts";
export { terminalCurve, type TerminalCurveOptions } from "./terminal-curve.ts";
