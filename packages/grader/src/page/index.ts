/** Everything that a page needs to grade a lab. It imports nothing of Node. */
export { type PageOptions, LabInPage, type PageVerdict } from "./grade-page.ts";
export type { PageAnswers, PageLab } from "./page-lab.ts";
export type { PageWorker } from "./worker-session.ts";
export type { Failure, Misconception, TaskVerdict } from "../judge/verdict.ts";
export type { TaskCard } from "../lab/card.ts";
export { CourseError } from "../lab/course-error.ts";
export { shortName } from "../judge/lesson-address.ts";
export { commonFailure } from "../report/common-failure.ts";
export { differenceLine, expectedAndGot, toleranceLine, words } from "../report/comparison-words.ts";
export { isRight, outcomeOf } from "../report/outcome.ts";
export { printedLines } from "../report/printed.ts";
