import { labConfig } from "../packages/grader/src/report/vitest-config.ts";

/** `npm test` inside a lab: vitest with that lab's own report. The path is relative because settings load before any build. */
export default labConfig();
