import { gradeHere } from "../packages/grader/src/report/vitest.ts";

/** `npm test` inside a lab: one test for each of its tasks. */
gradeHere();
