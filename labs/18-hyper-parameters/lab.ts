import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "hyper-parameters.ts",
  tasks: {
    grid: { points: 10, writes: ["grid"] },
    draw: { points: 20, writes: ["draw"] },
    random: { points: 15, writes: ["randomSearch"], needs: ["draw"] },
    rungs: { points: 15, writes: ["rungs"] },
    halving: { points: 25, writes: ["halving"], needs: ["draw", "rungs"] },
    report: { points: 15, writes: ["report"] },
  },
});
