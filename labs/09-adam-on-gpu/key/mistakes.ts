import { edit, rewrite } from "@downhill/grader/mistakes";

const step = "return sub(p, div(mul(learningRate, mHat), add(sqrt(vHat), epsilon)));";
const gradientMean = "add(mul(beta1, each), mul(1 - beta1, gradients[i]!))";
const squareMean = "add(mul(beta2, each), mul(1 - beta2, square(gradients[i]!)))";
const [mHat, vHat] = ["div(m[i]!, 1 - beta1 ** t)", "div(v[i]!, 1 - beta2 ** t)"];
const tensorsOf =
  "const { learningRate, beta1, beta2, epsilon } = hyper;\n  const t = step + 1;\n  return tidy";

const wgslStep =
  "p[i] -= s.learningRate * (mean / s.correction1) / (sqrt(square / s.correction2) + s.epsilon);";
const wgslMean = "s.beta1 * m[i] + s.rest1 * gradient;";
const wgslSquare = "s.beta2 * v[i] + s.rest2 * gradient * gradient;";
const guard = "if (i >= arrayLength(&p)) {\n        return;\n      }\n";
const ceil = "return Math.ceil(count / 64);";
const write = "    gpu.write(uniform, settings(hyper, step));\n";
const uniform = "const uniform = gpu.buffer(8);";
const dispatch = "gpu.dispatch(kernel, [uniform, p, g, m, v], workgroups(flat.length));";

/** Changes part of a text of the solution. */
const change = (text: string, from: string, to: string) => [text, text.replace(from, to)] as const;

const readsBack = `export async function adamStep(params, gradients, moments, hyper, step) {
  const { learningRate, beta1, beta2, epsilon } = hyper;
  const read = (list) => Promise.all(list.map((each) => each.data()));
  const [p, g, m, v] = await Promise.all([params, gradients, moments.m, moments.v].map(read));
  const mean = m.map((each, i) => each.map((x, j) => beta1 * x + (1 - beta1) * g[i][j]));
  const power = v.map((each, i) => each.map((x, j) => beta2 * x + (1 - beta2) * g[i][j] ** 2));
  const [c1, c2] = [1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1)];
  const length = (i, j) => (learningRate * (mean[i][j] / c1)) / (Math.sqrt(power[i][j] / c2) + epsilon);
  const next = p.map((each, i) => each.map((x, j) => x - length(i, j)));
  const back = (list) => list.map((x, i) => tensor(x, { shape: params[i].shape, backend: params[i].backend }));
  return { params: back(next), m: back(mean), v: back(power) };
}`;

const kernelPerParameter = `export async function train(gpu, net, hyper, steps) {
  const [kernel, uniform] = [gpu.kernel(adamKernel()), gpu.buffer(8)];
  const all = net.start.map((each) => [gpu.buffer(each), ...[1, 2, 3].map(() => gpu.buffer(each.length))]);
  const [parameters, gradients] = [0, 1].map((k) => all.map((four) => ({ buffer: four[k], offset: 0 })));
  for (let step = 0; step < steps; step++) {
    net.gradient(parameters, gradients, step);
    gpu.write(uniform, settings(hyper, step));
    for (const four of all) gpu.dispatch(kernel, [uniform, ...four], workgroups(four[0].length));
  }
  return pack(await Promise.all(all.map(([p]) => gpu.read(p)))).flat;
}`;

export default [
  edit(
    "leak-per-step",
    "tensors",
    ['return tidy("adamStep", () => {', "return (() => {"],
    ["return { params: next, m, v };\n  });", "return { params: next, m, v };\n  })();"],
  ),
  {
    ...rewrite("reads-back", "tensors", "adamStep", readsBack),
    edits: [{ find: "type Tensor, tidy", put: "tensor, type Tensor, tidy" }],
  },
  edit("tensors-climbs", "tensors", change(step, "sub(p", "add(p")),
  edit(
    "tensors-epsilon-inside-root",
    "tensors",
    change(step, "add(sqrt(vHat), epsilon)", "sqrt(add(vHat, epsilon))"),
  ),
  edit("tensors-root-missing", "tensors", change(step, "sqrt(vHat)", "vHat")),
  edit("tensors-no-correction", "tensors", [mHat, "m[i]!"], [vHat, "v[i]!"]),
  edit("tensors-t-from-zero", "tensors", change(tensorsOf, "step + 1", "step")),
  edit("tensors-square-missing", "tensors", change(squareMean, "square(gradients[i]!)", "gradients[i]!")),
  edit(
    "tensors-corrected-kept",
    "tensors",
    [gradientMean, `div(${gradientMean}, 1 - beta1 ** t)`],
    [squareMean, `div(${squareMean}, 1 - beta2 ** t)`],
    [mHat, "m[i]!"],
    [vHat, "v[i]!"],
  ),

  edit("workgroups-floor", "host", change(ceil, "ceil", "floor")),
  edit("workgroups-one-too-many", "host", [ceil, "return Math.floor(count / 64) + 1;"]),
  edit("workgroups-not-rounded", "host", [ceil, "return count / 64;"]),
  edit(
    "offsets-in-bytes",
    "host",
    ["offsets.push(length)", "offsets.push(4 * length)"],
    ["flat.set(array, offsets[i])", "flat.set(array, offsets[i]! / 4)"],
  ),
  edit("t-from-zero", "host", change("const t = step + 1;\n  return Float32Array", "step + 1", "step")),

  edit("no-bounds-guard", "kernel", [guard, ""]),
  edit("guard-off-by-one", "kernel", change(guard, ">=", ">")),
  edit("wrong-global-index", "kernel", ["global_invocation_id", "local_invocation_id"]),
  edit("one-workgroup-per-element", "kernel", ["global_invocation_id", "workgroup_id"]),
  edit(
    "slots-swapped",
    "kernel",
    ["@binding(3) var<storage, read_write> m", "@binding(3) var<storage, read_write> v"],
    ["@binding(4) var<storage, read_write> v", "@binding(4) var<storage, read_write> m"],
  ),
  edit("moments-not-stored", "kernel", ["      m[i] = mean;\n      v[i] = square;\n", ""]),
  edit("kernel-length-fixed", "kernel", change(guard, "arrayLength(&p)", "1000u")),
  edit("kernel-climbs", "kernel", ["p[i] -=", "p[i] +="]),
  edit("kernel-epsilon-inside-root", "kernel", change(wgslStep, ") + s.epsilon)", " + s.epsilon))")),
  edit(
    "kernel-root-missing",
    "kernel",
    change(wgslStep, "sqrt(square / s.correction2)", "square / s.correction2"),
  ),
  edit("kernel-no-correction", "kernel", [
    wgslStep,
    "p[i] -= s.learningRate * mean / (sqrt(square) + s.epsilon);",
  ]),
  edit(
    "kernel-corrected-stored",
    "kernel",
    ["m[i] = mean;", "m[i] = mean / s.correction1;"],
    ["v[i] = square;", "v[i] = square / s.correction2;"],
  ),
  edit("kernel-square-missing", "kernel", [wgslSquare, "s.beta2 * v[i] + s.rest2 * gradient;"]),
  edit(
    "kernel-rest-in-float32",
    "kernel",
    change(wgslMean, "s.rest1", "(1.0 - s.beta1)"),
    change(wgslSquare, "s.rest2", "(1.0 - s.beta2)"),
  ),

  rewrite("one-kernel-per-parameter", "train", "train", kernelPerParameter),
  edit("waits-each-step", "train", [
    dispatch,
    `${dispatch}\n    const now = await gpu.read(p);\n    if (now.some(Number.isNaN)) throw new Error(\`NaN after step \${step}\`);`,
  ]),
  edit(
    "buffers-per-step",
    "train",
    [`  ${uniform}\n`, ""],
    [write, "    const uniform = gpu.buffer(settings(hyper, step));\n"],
  ),
  edit("settings-once", "train", [uniform, "const uniform = gpu.buffer(settings(hyper, 0));"], [write, ""]),

  edit("writes-forgotten", "roofline", ["(read + written) * float32", "read * float32"]),
  edit("intensity-inverted", "roofline", ["cost.flops / cost.bytes", "cost.bytes / cost.flops"]),
  edit("times-added", "roofline", ["seconds: Math.max(moving, computing)", "seconds: moving + computing"]),
  edit("shorter-time", "roofline", ["Math.max(moving, computing)", "Math.min(moving, computing)"]),
];
