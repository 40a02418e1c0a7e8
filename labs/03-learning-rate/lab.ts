import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "learning-rate.ts",
  tasks: {
    regimes: { points: 15, writes: ["regime"] },
    curvatures: { points: 15, writes: ["curvatures"] },
    rates: { points: 20, writes: ["rates"] },
    sharpness: { points: 25, writes: ["sharpness"] },
    descend: { points: 25, writes: ["descend"] },
  },
});
