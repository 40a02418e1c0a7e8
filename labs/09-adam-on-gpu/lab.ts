import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "adam.ts",
  tasks: {
    tensors: { points: 20, writes: ["adamStep"] },
    host: { points: 15, writes: ["pack", "workgroups", "settings"] },
    kernel: { points: 30, writes: ["adamKernel"], seconds: 20 },
    train: { points: 20, writes: ["train"], needs: ["host", "kernel"], seconds: 30 },
    roofline: { points: 15, writes: ["unfusedCost", "fusedCost", "roofline"], needs: ["tensors"] },
  },
  imports: ["@downhill/tensor", "@downhill/tensor/trace"],
  native: true,
});
