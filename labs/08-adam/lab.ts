import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "adam.ts",
  tasks: {
    moments: { points: 15, writes: ["moments"] },
    "bias-correction": { points: 20, writes: ["corrected"] },
    step: { points: 25, writes: ["adam"], needs: ["moments", "bias-correction"] },
    adamw: { points: 20, writes: ["adamw"], needs: ["step"] },
    train: { points: 20, writes: ["trainStep"], needs: ["step"], seconds: 20 },
  },
  imports: ["@downhill/optimizers", "@downhill/tensor"],
  withholds: {
    "@downhill/optimizers": ["adam", "adamw", "adamax", "amsgrad", "nadam", "radam", "lamb", "rules"],
  },
  provides: { optimizer: ["step"] },
  uses: ["loss", "autograd", "batches", "optimizer"],
});
