import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "rmsprop.ts",
  tasks: {
    adagrad: { points: 20, writes: ["adagrad"] },
    rmsprop: { points: 25, writes: ["rmsprop"] },
    descend: { points: 20, writes: ["descend"], needs: ["rmsprop"] },
    "epsilon-inside": { points: 15, writes: ["rmspropInside"] },
    conventions: { points: 20, writes: ["convertEpsilon"] },
  },
});
