import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "regularizers.ts",
  tasks: {
    penalty: { points: 15, writes: ["penalty", "penaltyGradient"] },
    decay: { points: 20, writes: ["withPenalty", "withDecay"], needs: ["penalty"] },
    threshold: { points: 15, writes: ["softThreshold"] },
    proximal: { points: 15, writes: ["withProximal"], needs: ["threshold"] },
    optimality: { points: 15, writes: ["optimalityGap"] },
    path: { points: 20, writes: ["lassoPath"], needs: ["proximal", "optimality"] },
  },
});
