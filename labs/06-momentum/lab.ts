import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "momentum.ts",
  tasks: {
    "heavy-ball": { points: 25, writes: ["heavyBall"] },
    convergence: { points: 20, writes: ["convergenceFactor"] },
    nesterov: { points: 25, writes: ["nesterov"], needs: ["heavy-ball"] },
    conventions: { points: 30, writes: ["convert"] },
  },
});
