/** The packages that a reader of the reference programs with, in the order of what builds on what. */
export const documentedPackages: readonly string[] = [
  "tensor",
  "autograd",
  "nn",
  "schedules",
  "optimizers",
  "regularizers",
  "data",
  "train",
  "compile",
];
