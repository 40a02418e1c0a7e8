import { tmpdir } from "node:os";
import path from "node:path";
import * as autograd from "@downhill/autograd";
import * as data from "@downhill/data";
import * as nn from "@downhill/nn";
import * as optimizers from "@downhill/optimizers";
import * as regularizers from "@downhill/regularizers";
import * as schedules from "@downhill/schedules";
import * as tensor from "@downhill/tensor";
import * as webgpu from "@downhill/tensor/webgpu";
import * as train from "@downhill/train";
import * as search from "@downhill/train/search";
import * as terminal from "@downhill/train/terminal";
import * as batches from "@downhill/data/batches";
import * as fashion from "@downhill/data/fashion-mnist";
import { compile } from "@downhill/compile";
import { compileKernel } from "@downhill/wgsl";

/** A function, and arguments of which the last are its options. */
type Sample = readonly [call: (...args: never[]) => unknown, ...args: unknown[]];

const { key, ones } = tensor;
const [matrix, image] = [ones([2, 3]), ones([1, 4, 4, 2])];
const classes = tensor.tensor([0, 1], { dtype: "int32" });
const fixed = { strides: [1, 1], size: [2, 2] };
const set = data.dataset({ x: new Float32Array(4), shape: [2], y: new Int32Array(2) });
const table = data.table({ a: [1, 2], b: ["x", "y"] });
const bytes = new Uint8Array(16);
const model = nn.dense(2, 2);

const found = { trials: [], space: { rate: search.uniform(0, 1) }, spent: 0, finished: true };

const arguments_: Readonly<Record<string, readonly unknown[]>> = {
  "tensor.full": [[2], 1, {}],
  "tensor.ones": [[2], {}],
  "tensor.zeros": [[2], {}],
  "tensor.tensor": [[1, 2], {}],
  "tensor.arange": [0, 3, 1, {}],
  "tensor.linspace": [0, 1, 3, {}],
  "tensor.print": [matrix, {}],
  "tensor.normal": [key(0), [2], {}],
  "tensor.uniform": [key(0), [2], 0, 1, {}],
  "tensor.splitAlong": [matrix, [1, 1], {}],
  ...Object.fromEntries(
    [
      "all",
      "any",
      "argMax",
      "argMin",
      "argSort",
      "sort",
      "logSumExp",
      "max",
      "mean",
      "min",
      "norm",
      "prod",
      "std",
      "sum",
      "variance",
      "softmax",
      "cumsum",
    ].map((name) => [`tensor.${name}`, [matrix, {}]]),
  ),
  "tensor.avgPool": [image, { size: 2 }],
  "tensor.maxPool": [image, { size: 2 }],
  "tensor.clip": [matrix, { min: 0 }],
  "tensor.conv2d": [image, ones([2, 2, 2, 1]), {}],
  "tensor.depthwiseConv2d": [image, ones([2, 2, 2, 1]), {}],
  "tensor.conv2dFilter": [image, ones([1, 3, 3, 1]), fixed],
  "tensor.conv2dInput": [ones([1, 3, 3, 1]), ones([2, 2, 2, 1]), { strides: [1, 1], size: [4, 4] }],
  "tensor.patches": [image, fixed],
  "tensor.patchesAdd": [ones([1, 3, 3, 2, 2, 2]), { strides: [1, 1], size: [4, 4] }],
  "tensor.gather": [matrix, classes, {}],
  "tensor.scatterAdd": [matrix, classes, { rows: 2 }],
  "tensor.matmul": [matrix, ones([3, 2]), {}],
  "tensor.oneHot": [classes, { depth: 2 }],
  "tensor.pad": [matrix, { before: [0, 0], after: [1, 1] }],
  "tensor.repeat": [matrix, { times: 2 }],
  "tensor.slice": [matrix, { begin: [0, 0], size: [1, 1] }],
  "tensor.concat": [matrix, matrix, {}],
  "tensor.stack": [matrix, matrix, {}],
  "autograd.checkGrads": [(x: tensor.Tensor) => x, ones([]), {}],
  "nn.attention": [ones([1, 2, 2]), ones([1, 2, 2]), ones([1, 2, 2]), {}],
  "nn.batchNorm": [2, {}],
  "nn.conv2d": [2, 2, { size: 2 }],
  "nn.dense": [2, 2, {}],
  "nn.embedding": [2, 2, {}],
  ...Object.fromEntries(
    ["binaryCrossEntropy", "huber", "meanAbsoluteError", "meanSquaredError"].map((name) => [
      `nn.${name}`,
      [matrix, matrix, {}],
    ]),
  ),
  ...Object.fromEntries(
    ["allZeros", "heNormal", "heUniform", "xavierNormal", "xavierUniform", "orthogonal"].map((name) => [
      `nn.${name}`,
      [key(0), [2, 2], {}],
    ]),
  ),
  "nn.layerNorm": [2, {}],
  "nn.multiHeadAttention": [2, 1, {}],
  "nn.avgPool2d": [{ size: 2 }],
  "nn.maxPool2d": [{ size: 2 }],
  "nn.softmaxCrossEntropy": [matrix, classes, {}],
  "nn.showSummary": [nn.summary(model, [1, 2]), {}],
  "nn.summary": [model, [1, 2], {}],
  "nn.topKAccuracy": [matrix, classes, { k: 1 }],
  "nn.transformerBlock": [2, 1, {}],
  "schedules.cosine": [1, 9, {}],
  "schedules.cosineRestarts": [1, 9, {}],
  "schedules.cyclic": [1, 9, {}],
  "schedules.exponential": [1, 9, 0.5, {}],
  "schedules.exponentialWarmup": [1, 9, {}],
  "schedules.linear": [1, 9, {}],
  "schedules.oneCycle": [1, 9, {}],
  "schedules.polynomial": [1, 9, 2, {}],
  "schedules.warmupStableDecay": [1, 9, { warmupSteps: 1, decaySteps: 1 }],
  "schedules.onPlateau": [{}],
  "schedules.reset": [schedules.onPlateau(), { below: 0.1 }],
  "schedules.plot": [schedules.constant(1), 9, {}],
  ...Object.fromEntries(
    [...Object.keys(optimizers.rules), "adafactor", "lamb", "muon", "normalise"].map((name) => [
      `optimizers.${name}`,
      [{}],
    ]),
  ),
  "optimizers.sam": [() => [ones([]), ones([])], {}],
  "regularizers.decay": [{ weightDecay: 0.1 }],
  "regularizers.earlyStopping": [{}],
  "regularizers.elasticNet": [1, 1, {}],
  "regularizers.gradientNoise": [1, 1, key(0), {}],
  "regularizers.groupLasso": [1, {}],
  "regularizers.l1": [1, {}],
  "regularizers.l2": [1, {}],
  "regularizers.maxNorm": [1, {}],
  "regularizers.nonNegative": [{}],
  "regularizers.proximalL1": [{ lambda: 1 }],
  "data.batches": [set, { size: 1, key: key(0) }],
  "data.dataset": [{ x: new Float32Array(2), shape: [2], y: new Int32Array(1) }],
  "data.rows": [set, {}],
  "data.fashionMnist": [{ split: "test" }],
  ...Object.fromEntries(
    ["readCsv", "readIdx", "readJsonLines", "readPng", "readSafetensors", "readWav"].map((name) => [
      `data.${name}`,
      [bytes, {}],
    ]),
  ),
  "data.encodeSafetensors": [{ tensors: {}, metadata: {} }],
  "data.crop": [{ size: [2, 2] }],
  "data.cutout": [{ size: 2 }],
  "data.flip": [{}],
  "data.mixup": [{ alpha: 0.2 }],
  "data.noise": [{ deviation: 1 }],
  "data.shift": [{ by: 1 }],
  "data.dropDuplicates": [table, {}],
  "data.dropMissing": [table, {}],
  "data.outliers": [{ columns: ["a"] }],
  "data.oneHot": [["b"], {}],
  "data.ordinal": [["b"], {}],
  "data.standardise": [{}],
  "data.minMax": [{}],
  "data.robust": [{}],
  "data.folds": [set, { k: 2, key: key(0) }],
  "data.split": [set, { test: 0.5, key: key(0) }],
  "data.pipeline": [() => [], {}],
  "data.byStep": [data.pipeline([1]), { step: 0, position: {} }],
  "data.toDataset": [table, { x: ["a"], y: "a" }],
  "optimizers.accumulate": [2, optimizers.adam(), {}],
  "train.saveCheckpoint": ["x", {}, { optimizer: optimizers.adam() }],
  "train.checkpoints": ["x", {}],
  "train.curveSvg": [{}, { title: "x" }],
  "train.evaluate": [() => matrix, set, {}],
  "train.costReport": [
    model,
    { x: matrix, y: matrix },
    { loss: nn.meanSquaredError, optimizer: optimizers.adam() },
  ],
  "train.showCostReport": [{}, {}],
  "train.feedbackRate": [schedules.onPlateau(), { start: 0.1 }],
  "train.fit": [model, set, { loss: nn.softmaxCrossEntropy, optimizer: optimizers.adam() }],
  "train.encodeSafetensors": [{ tensors: {}, metadata: {} }],
  "train.train": [{}],
  "data/batches.batches": [set, { size: 2, key: key(0) }],
  "data/fashion-mnist.fashionMnist": [{}],
  "tensor/webgpu.webgpu": [{}],
  "tensor/webgpu.openAdapter": [{}],
  "train/search.search": [{}, () => 0, { strategy: search.grid() }],
  "train/search.grid": [{}],
  "train/search.halving": [{ trials: 2, total: 4 }],
  "train/search.hyperband": [{ most: 9 }],
  "train/search.random": [{ trials: 2 }],
  "train/search.searchSvg": [found, "rate", { title: "x", description: "x" }],
  "train/search.showSearch": [found, {}],
  "train/search.rateRange": [model, set, { loss: nn.softmaxCrossEntropy, optimizer: optimizers.adam }],
  "train/search.rateRangeSvg": [
    { points: [], suggestion: 1 },
    { title: "x", description: "x" },
  ],
  "train/search.showFolds": [{ folds: [], metrics: {} }, {}],
  "train/terminal.progressBar": [{}],
  "train/terminal.terminalCurve": [[[0, 1]], {}],
};

const packages: Readonly<Record<string, object>> = {
  ...{ tensor, autograd, nn, schedules, optimizers, regularizers, data, train },
  ...{ "tensor/webgpu": webgpu, "data/batches": batches, "data/fashion-mnist": fashion },
  ...{ "train/search": search, "train/terminal": terminal },
};
const functionOf = (name: string): Sample[0] => {
  const [owner, own] = name.split(".") as [string, string];
  return (packages[owner] as Readonly<Record<string, Sample[0]>>)[own]!;
};

/** For every public function with options. */
export const samples: Readonly<Record<string, Sample>> = {
  ...Object.fromEntries(
    Object.entries(arguments_).map(([name, args]) => [name, [functionOf(name), ...args] as const]),
  ),
  "optimizers.convertMomentum": [
    (settings: never) => optimizers.convertMomentum(settings, "momentum", "momentumMean"),
    {},
  ],
  "train/search.crossValidate": [
    (how: search.FoldOptions) => search.crossValidate(set, how, () => ({ loss: 0 })),
    { k: 2, key: key(0) },
  ],
  "train/search.compareOnFolds": [
    (how: search.FoldOptions) =>
      search.compareOnFolds(set, how, { a: () => ({ loss: 0 }), b: () => ({ loss: 0 }) }),
    { k: 2, key: key(0) },
  ],
  "compile.compile": [(how: object) => compile(() => 0, how), {}],
  "wgsl.compileKernel": [(limits: object) => compileKernel("", limits), {}],
  "wgsl.Kernel#run": [
    (how: never) => compileKernel("@compute @workgroup_size(1) fn main() {}").run(how),
    { buffers: [], workgroups: 1 },
  ],
  "data.Pipeline#shuffle": [(how: never) => data.pipeline([1]).shuffle(how), { buffer: 1, key: key(0) }],
  "data.Pipeline#batch": [(how: never) => data.pipeline([1]).batch(1, how), {}],
  "train.Checkpoints#save": [
    async (described: never) =>
      (await train.checkpoints(path.join(tmpdir(), "downhill-options"))).save(
        { params: [], state: [], step: 0 },
        described,
      ),
    { optimizer: optimizers.adam() },
  ],
};

/** Functions whose objects are not options, and what they are. */
export const things: Readonly<Record<string, string>> = {
  "data.restoreEncoder": "an encoder's saved state",
  "data.restoreCleaner": "a cleaner's saved state",
  "data.restoreScaler": "a scaler's saved state",
  "tensor/trace.costsOf": "a graph",
  "tensor/trace.encodeGraph": "a graph",
  "tensor/trace.explain": "a graph",
  "tensor/trace.replay": "a graph",
  "tensor/trace.feed": "a graph",
  "wgsl.describeFault": "a fault",
  "tensor.checkForm": "the texts of a remedy",
};
