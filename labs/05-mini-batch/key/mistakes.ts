import { edit } from "@downhill/grader/mistakes";

export default [edit("sum-for-mean", "gradient", ["sum / batch.y.length", "sum"])];
