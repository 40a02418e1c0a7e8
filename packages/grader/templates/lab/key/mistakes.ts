import { edit } from "@downhill/grader/mistakes";

// TODO: wrong answers that a person would really write, each as a change to the solution.
export default [edit("subtracts", "first", ["value + 1", "value - 1"])];
