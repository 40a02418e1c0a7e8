import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "autograd.ts",
  tasks: {
    record: { points: 10, writes: ["record"] },
    rules: { points: 25, writes: ["sumTo", "rules"] },
    matmul: { points: 15, writes: ["rules"] },
    reverse: { points: 25, writes: ["backward"] },
    gradient: {
      points: 15,
      writes: ["valueAndGrad", "checkGrads"],
      needs: ["record", "rules", "matmul", "reverse"],
    },
    regression: { points: 10, writes: ["fit"], needs: ["gradient"], seconds: 10 },
  },
  provides: { autograd: ["record", "rules", "matmul", "reverse"] },
});
