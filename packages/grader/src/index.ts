export {
  defineLab,
  type Lab,
  type Mistake,
  type Numbers,
  type Picture,
  type Probe,
  type Task,
  type Text,
  type Tolerance,
} from "./lab.ts";
export { CourseError } from "./lab/course-error.ts";
export { findLab, findRoot, labIds, readCourse } from "./lab/course.ts";
export { courseMap, type CourseMap, type CourseStop, formatCourseMap } from "./course-map.ts";
export { colors, wantsColor } from "./color.ts";
export { doctor, formatFindings } from "./doctor.ts";
export type { DoctorProbe, Finding } from "./errand.ts";
export { gate, type GateCheck, type GateOptions, type GateReport } from "./gate.ts";
export { grade, type GradeOptions } from "./grade.ts";
export { gradeAndRemember } from "./grade-and-remember.ts";
export type { Which } from "./graded-file.ts";
export { formatJUnit } from "./junit.ts";
export { type Language, languageOf } from "./language.ts";
export type { LabCard, TaskCard } from "./protocol.ts";
export {
  type Entry,
  formatProgress,
  mergeProgress,
  parseProgress,
  pointsIn,
  type Progress,
  progressOf,
} from "./progress.ts";
export { loadProgress, progressFile, saveProgress } from "./progress-file.ts";
export { Recorder } from "./recorder.ts";
export { explainTask, formatReport, type ReportStyle } from "./report.ts";
export type {
  Comparison,
  Difference,
  Failure,
  FailureKind,
  Misconception,
  Place,
  TaskVerdict,
  Verdict,
} from "./verdict.ts";
