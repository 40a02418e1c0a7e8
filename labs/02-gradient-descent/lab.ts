import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "descent.ts",
  tasks: {
    gradient: { points: 10, writes: ["loss", "gradient"] },
    step: { points: 15, writes: ["step"], needs: ["gradient"] },
    walk: { points: 20, writes: ["walk"], needs: ["step"] },
    "vector-step": { points: 20, writes: ["stepVector"] },
    descend: { points: 35, writes: ["descend"], needs: ["vector-step"] },
  },
});
