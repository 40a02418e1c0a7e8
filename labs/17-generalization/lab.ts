import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "generalization.ts",
  tasks: {
    selection: { points: 15, writes: ["select"] },
    folds: { points: 20, writes: ["folds", "byClass"] },
    "cross-validation": { points: 15, writes: ["crossValidate"] },
    "early-stopping": { points: 20, writes: ["earlyStopping"] },
    augmentation: { points: 15, writes: ["shifted", "augmented"] },
    dropout: { points: 15, writes: ["dropout"] },
  },
});
