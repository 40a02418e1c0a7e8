import { gradeHere } from "@downhill/grader/vitest";

await gradeHere(import.meta.dirname);
