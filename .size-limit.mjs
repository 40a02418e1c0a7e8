/**
 * What importing one thing costs, minified and gzipped. The packages promise `sideEffects: false`, and this proves it:
 * a bundle that takes one optimizer must leave the others out.
 */
const conditions = ["@downhill/source"];
const tensor = ["@downhill/tensor"];
const devices = ["@tensorflow/*", "webgpu", "node:*"];

/**
 * @param {string} name what is measured
 * @param {string} path the package's folder
 * @param {string} names what is imported
 * @param {string} limit
 * @param {readonly string[]} external what is left out of the bundle
 */
const cost = (name, path, names, limit, external) => ({
  name,
  path: `packages/${path}/src/index.ts`,
  import: `{ ${names} }`,
  limit,
  gzip: true,
  /** @param {{ readonly external?: readonly string[] }} config */
  modifyEsbuildConfig: (config) => ({
    ...config,
    format: "esm",
    conditions,
    external: [...(config.external ?? []), ...external, ...devices],
  }),
});

export default [
  cost("one optimizer and its rule", "optimizers", "adam", "3 kB", tensor),
  cost("the same with all of tensor that it needs", "optimizers", "adam", "18.1 kB", []),
  cost("one schedule", "schedules", "cosine", "1 kB", []),
  cost("one layer", "nn", "dense", "1.5 kB", [...tensor, "@downhill/autograd"]),
  cost("the gradient's engine", "autograd", "grad", "2.5 kB", tensor),
  cost("the compiler of steps", "compile", "compile", "9 kB", tensor),
  cost("the interpreter of kernels", "wgsl", "compileKernel", "43.5 kB", []),
];
