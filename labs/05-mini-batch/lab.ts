import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "sgd.ts",
  tasks: {
    gradient: { points: 15, writes: ["meanGradient"] },
    noise: { points: 20, writes: ["gradientNoise"], needs: ["gradient"] },
    shuffle: { points: 20, writes: ["permutation"] },
    batches: { points: 20, writes: ["batches"] },
    train: { points: 25, writes: ["sgd"], needs: ["shuffle", "batches"] },
  },
  provides: { batches: ["shuffle", "batches"] },
});
