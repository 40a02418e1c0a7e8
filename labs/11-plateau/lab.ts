import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "plateau.ts",
  tasks: {
    average: { points: 15, writes: ["readings"] },
    track: { points: 20, writes: ["track"] },
    reduce: { points: 25, writes: ["reduce"], needs: ["track"] },
    reset: { points: 20, writes: ["reset"], needs: ["reduce"] },
    restarts: { points: 20, writes: ["restarts"] },
  },
});
