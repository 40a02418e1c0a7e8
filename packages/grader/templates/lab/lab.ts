import { defineLab } from "@downhill/grader/lab";

// TODO: the learner's file; the tasks in order, 100 points in all, each with its exports and the tasks that it builds
// on; the packages that the learner's file may import.
export default defineLab({
  file: "__NAME__.ts",
  tasks: {
    first: { points: 100, writes: ["first"] },
  },
});
