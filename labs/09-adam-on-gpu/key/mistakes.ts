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
  const t = step + 1;
  const answer = { params: [], m: [], v: [] };
  for (const [i, each] of params.entries()) {
    const { shape, backend } = each;
    const p = await each.data();
    const g = await gradients[i].data();
    const m = (await moments.m[i].data()).map((x, j) => beta1 * x + (1 - beta1) * g[j]);
    const v = (await moments.v[i].data()).map((x, j) => beta2 * x + (1 - beta2) * g[j] ** 2);
    const next = p.map((x, j) => {
      const mHat = m[j] / (1 - beta1 ** t);
      const vHat = v[j] / (1 - beta2 ** t);
      return x - (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
    });
    for (const [name, values] of Object.entries({ params: next, m, v }))
      answer[name].push(tensor(values, { shape, backend }));
  }
  return answer;
}`;

const kernelPerParameter = `export async function train(gpu, net, hyper, steps) {
  const kernel = gpu.kernel(adamKernel());
  const uniform = gpu.buffer(8);
  const all = net.start.map((each) => {
    const [g, m, v] = [gpu.buffer(each.length), gpu.buffer(each.length), gpu.buffer(each.length)];
    return { p: gpu.buffer(each), g, m, v };
  });
  const parameters = all.map(({ p }) => ({ buffer: p, offset: 0 }));
  const gradients = all.map(({ g }) => ({ buffer: g, offset: 0 }));
  for (let step = 0; step < steps; step++) {
    net.gradient(parameters, gradients, step);
    gpu.write(uniform, settings(hyper, step));
    for (const { p, g, m, v } of all) gpu.dispatch(kernel, [uniform, p, g, m, v], workgroups(p.length));
  }
  const ends = [];
  for (const { p } of all) ends.push(await gpu.read(p));
  return pack(ends).flat;
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
  edit("t-from-zero", "host", [
    "const t = step + 1;\n  return Float32Array",
    "const t = step;\n  return Float32Array",
  ]),

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
  edit(
    "kernel-epsilon-inside-root",
    "kernel",
    change(
      wgslStep,
      "(sqrt(square / s.correction2) + s.epsilon)",
      "sqrt(square / s.correction2 + s.epsilon)",
    ),
  ),
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

  edit("writes-forgotten", "roofline", [
    "bytes: (read + written) * float32 * count",
    "bytes: read * float32 * count",
  ]),
  edit("intensity-inverted", "roofline", ["cost.flops / cost.bytes", "cost.bytes / cost.flops"]),
  edit("times-added", "roofline", ["seconds: Math.max(moving, computing)", "seconds: moving + computing"]),
  edit("shorter-time", "roofline", [
    "seconds: Math.max(moving, computing)",
    "seconds: Math.min(moving, computing)",
  ]),
];
