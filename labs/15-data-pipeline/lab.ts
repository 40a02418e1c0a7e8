import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "pipeline.ts",
  tasks: {
    clean: { points: 25, writes: ["clean"] },
    split: { points: 20, writes: ["split"] },
    fit: { points: 25, writes: ["fit"] },
    transform: { points: 15, writes: ["transform"] },
    prepare: { points: 15, writes: ["prepare"], needs: ["fit", "transform"] },
  },
});
