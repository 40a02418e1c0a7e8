export { defineLab, type Lab, type Task } from "./lab/lab.ts";
export type { Feedback, LabCard, TaskCard } from "./lab/card.ts";
export type { Text } from "./lab/text.ts";
export { CourseError } from "./lab/course-error.ts";
export { findLab, findRoot, labIds } from "./lab/course.ts";
export { readFeedback } from "./lab/feedback.ts";
export { languagesInStep } from "./lab/languages-in-step.ts";
export { readCourse, readLab } from "./lab/read-lab.ts";
export { starterOf, unmarked } from "./lab/starter.ts";
export { grade, type GradeOptions } from "./judge/grade.ts";
export type {
  Comparison,
  Difference,
  Failure,
  FailureKind,
  Misconception,
  Place,
  Status,
  TaskVerdict,
  Verdict,
} from "./judge/verdict.ts";
export { colors, wantsColor } from "./report/color.ts";
export { formatJUnit } from "./report/junit.ts";
export { type Language, languageOf } from "./report/language.ts";
export { formatReport } from "./report/report.ts";
export type { ReportStyle } from "./report/style.ts";
export { explainTask } from "./report/task-lines.ts";
export { layOut } from "./desk/desk.ts";
export { gradeAndRemember } from "./desk/grade-and-remember.ts";
export {
  type Attempt,
  type LabProgress,
  mergeProgress,
  pointsIn,
  type Progress,
  progressOf,
} from "./desk/progress.ts";
export { loadProgress, progressFile, saveProgress } from "./desk/progress-file.ts";
export { courseMap, type CourseMap, type CourseStop, formatCourseMap } from "./commands/course-map.ts";
export { doctor, formatFindings } from "./commands/doctor.ts";
export type { DoctorProbe, Finding } from "./commands/errand.ts";
export { gate, type GateCheck, type GateOptions, type GateReport } from "./gate/gate.ts";
