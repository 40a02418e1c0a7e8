import { defineLab } from "@downhill/grader/lab";

// TODO: the learner's file; the tasks in order, 100 points in all, each with the exports it asks for and the tasks it
// builds on; the packages that the learner's file may import.
export default defineLab({
  file: "vanishing-gradients.ts",
  tasks: {
    first: { points: 100, writes: ["first"] },
  },
});
