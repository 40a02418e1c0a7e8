/**
 * Makes the 12,000 + 2,000 images that ship with this package from the full Fashion-MNIST.
 *
 *   npm run images -w @downhill/data -- FOLDER
 *
 * FOLDER holds the four `*-idx?-ubyte.gz` files (or unpacked ones). From each split it keeps the first images of
 * every class (1,200 of each for training, 200 for the test) in the order of the original files, so the choice
 * depends on nothing but those files. It writes four IDX files and `manifest.json` into `assets/fashion-mnist/`.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { contents } from "../src/readers/contents.ts";
import { readIdx } from "../src/readers/idx.ts";
import { sha256 } from "../src/sha256.ts";

const perClass = { train: 1200, test: 200 };
const original = { train: "train", test: "t10k" };
const target = fileURLToPath(new URL("../assets/fashion-mnist/", import.meta.url));

const folder = process.argv[2];
if (folder === undefined) {
  console.error("make-fashion-mnist: give the folder that holds the four Fashion-MNIST files.");
  process.exit(1);
}

async function source(folder: string, name: string) {
  const packed = await readFile(join(folder, `${name}.gz`)).catch(() => readFile(join(folder, name)));
  const { bytes } = await contents(packed, {}, name);
  const { shape, data } = await readIdx(bytes, { file: name });
  return { data, listed: { file: `${name}.gz`, shape, sha256: await sha256(bytes) } };
}

function idx(shape: readonly number[], data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + shape.length);
  shape.forEach((length, i) => view.setUint32(4 + 4 * i, length));
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

async function store(file: string, shape: readonly number[], data: Uint8Array) {
  const bytes = idx(shape, data);
  const packed = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION, memLevel: 9 });
  await writeFile(join(target, file), packed);
  console.log(`${file}  ${shape.join("×")}  ${packed.length} bytes`);
  return { file, shape, sha256: await sha256(bytes) };
}

async function make(folder: string, split: "train" | "test") {
  const images = await source(folder, `${original[split]}-images-idx3-ubyte`);
  const labels = await source(folder, `${original[split]}-labels-idx1-ubyte`);
  const seen = new Uint16Array(10);
  const kept = Array.from(labels.data.keys()).filter((i) => seen[labels.data[i]!]!++ < perClass[split]);
  const width = 28 * 28;
  const pixels = new Uint8Array(kept.length * width);
  kept.forEach((row, i) => pixels.set(images.data.subarray(row * width, (row + 1) * width), i * width));
  return {
    full: { images: images.listed, labels: labels.listed },
    shipped: {
      images: await store(`${split}-images-idx3-ubyte.gz`, [kept.length, 28, 28], pixels),
      labels: await store(
        `${split}-labels-idx1-ubyte.gz`,
        [kept.length],
        Uint8Array.from(kept, (row) => labels.data[row]!),
      ),
    },
  };
}

const train = await make(folder, "train");
const test = await make(folder, "test");
const manifest = {
  shipped: { train: train.shipped, test: test.shipped },
  full: { train: train.full, test: test.full },
};
await writeFile(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
