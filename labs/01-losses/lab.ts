import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "losses.ts",
  tasks: {
    mse: { points: 15, writes: ["mse", "mseGradient"] },
    differences: { points: 15, writes: ["slopes"] },
    binary: { points: 25, writes: ["binaryCrossEntropy", "binaryCrossEntropyGradient"] },
    softmax: { points: 15, writes: ["softmax"] },
    "cross-entropy": { points: 15, writes: ["crossEntropy"] },
    gradient: { points: 15, writes: ["crossEntropyGradient"], needs: ["softmax"] },
  },
  provides: { loss: ["cross-entropy", "gradient"] },
});
