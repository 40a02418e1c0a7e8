import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "deep.ts",
  tasks: {
    chain: { points: 15, writes: ["chainGradients"] },
    norms: { points: 15, writes: ["gradientNorms"] },
    propagation: { points: 20, writes: ["nextVariance", "gradientFactor", "gainFor"] },
    weights: { points: 20, writes: ["xavier", "he"] },
    layers: { points: 15, writes: ["initialise"] },
    residual: { points: 15, writes: ["residualBlock"] },
  },
  imports: ["@downhill/autograd", "@downhill/tensor"],
});
