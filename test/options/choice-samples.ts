import * as data from "@downhill/data";
import * as nn from "@downhill/nn";
import { adam, convertMomentum, momentaCoincide } from "@downhill/optimizers";
import { cast, ones, run } from "@downhill/tensor";
import { checkpoints, fit } from "@downhill/train";
import { tmpdir } from "node:os";
import path from "node:path";
import { samples } from "./samples.ts";

const unused = path.join(tmpdir(), "downhill-never-made");

const table = data.table({ a: [1, 2], b: ["x", "y"] });
const pixels = data.dataset({ x: new Float32Array(4), shape: [2], y: new Int32Array(2) });
const settings = { learningRate: 0.1, momentum: 0.9 };

/** Calls for places that take one of a few texts, where the samples of functions with options do not reach them. */
const more: typeof samples = {
  "tensor.run": [run, "neg", [ones([2])], {}],
  "tensor.cast": [cast, ones([2]), "float32"],
  "optimizers.convertMomentum": [convertMomentum, settings, "momentum", "momentum"],
  "optimizers.momentaCoincide": [momentaCoincide, 0.1, "momentum", "momentum"],
  "data.fillMissing": [data.fillMissing, { a: "mean" }],
  "data.readCsv": [data.readCsv, new TextEncoder().encode("a\n1\n"), { columns: { a: "number" } }],
  "data.TableSet#describe": [async (language: never) => (await data.penguins()).describe(language), "en"],
  "data.TextSet#describe": [async (language: never) => (await data.mobyDick()).describe(language), "en"],
  "data.FashionMnist#describe": [
    async (language: never) => (await data.fashionMnist({ split: "test" })).describe(language),
    "en",
  ],
  "data.Report#describe": [(language: never) => data.dropMissing(table).report.describe(language), "en"],
  "train.checkpoints": [checkpoints, unused, { best: { by: "accuracy" } }],
  "train.fit": [
    fit,
    nn.dense(2, 2),
    pixels,
    {
      ...{ loss: nn.softmaxCrossEntropy, optimizer: adam(), metrics: { accuracy: nn.accuracy } },
      earlyStopping: { by: "loss", restoreBest: false },
      checkpoints: { folder: unused, best: { by: "loss" } },
    },
  ],
};

/** A call for every place that takes one of a few texts. */
export const choiceSamples = { ...samples, ...more };

/** Places that no public function's caller fills in: of devices, of what a package wrote itself, and of faults. */
export const given: readonly string[] = [
  ...["tensor.Backend#upload", "tensor.WebGPU#upload", "tensor.Backend#run", "tensor.WebGPU#run"],
  "wgsl.describeFault",
  ...["data.restoreEncoder", "data.restoreScaler", "data.restoreCleaner"],
];
