import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DataError } from "../data-error.ts";
import { download } from "./fashion-mnist-download.ts";
import { fashionMnist, type FashionMnistOptions } from "./fashion-mnist.ts";

const assets = fileURLToPath(new URL("../../assets/fashion-mnist/", import.meta.url));
const labels = "test-labels-idx1-ubyte.gz";
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "downhill-data-"));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await rm(folder, { recursive: true });
});

async function refusal(options: Omit<FashionMnistOptions, "split">): Promise<string> {
  const error: unknown = await fashionMnist({ split: "test", ...options }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DataError)) throw new Error(`expected a DataError, got ${String(error)}`);
  expect(error.zh).toMatch(/。$/);
  return error.message;
}

test.each([
  ["train", 12_000],
  ["test", 2_000],
] as const)("the shipped %s split has %i images, as many of each class", async (split, size) => {
  const set = await fashionMnist({ split });
  expect([set.size, set.shape, set.x.length, set.y.length]).toEqual([size, [28, 28], size * 784, size]);
  const counts = Array.from({ length: 10 }, () => 0);
  for (const label of set.y) counts[label]!++;
  expect(counts).toEqual(Array.from({ length: 10 }, () => size / 10));
  expect(set.describe()).toMatch(/MIT[^]*arXiv:1708\.07747/);
  expect(set.describe("zh")).toContain("许可证：MIT");
  expect([set.classes.en.length, set.classes.zh.length]).toEqual([10, 10]);
});

test("pixels look like clothes: mean and deviation match the known ones of Fashion-MNIST", async () => {
  const { x, scale } = await fashionMnist({ split: "train" });
  let [sum, squares] = [0, 0];
  for (const pixel of x) [sum, squares] = [sum + pixel, squares + pixel * pixel];
  const mean = (sum / x.length) * scale;
  const square = (squares / x.length) * scale * scale;
  expect(mean).toBeCloseTo(0.286, 2);
  expect(Math.sqrt(square - mean * mean)).toBeCloseTo(0.353, 2);
});

test("another file under the right name is refused by its hash", async () => {
  await cp(assets, folder, { recursive: true });
  await cp(join(assets, "train-labels-idx1-ubyte.gz"), join(folder, labels));
  const sentence = await refusal({ root: folder });
  expect(sentence).toContain(join(folder, labels));
  expect(sentence).toMatch(
    /SHA-256 of the unpacked bytes should be 234596ae\w{56}, but is 11a34fec\w{56}; install @downhill\/data again\.$/,
  );
});

test("a damaged or shortened file is refused with its place", async () => {
  await cp(assets, folder, { recursive: true });
  const bytes = await readFile(join(folder, labels));
  await writeFile(join(folder, labels), bytes.subarray(0, 400));
  expect(await refusal({ root: folder })).toMatch(
    /labels-idx1-ubyte\.gz: byte \d+: the gzip stream is cut short .*; install @downhill\/data again\.$/,
  );
});

test("an unknown split or subset is refused", async () => {
  expect(await refusal({ subset: "half" as "full" })).toContain(
    'there is no subset "half"; choose among shipped, full',
  );
});

test("a missing full set reports where it was looked for and what to do", async () => {
  const sentence = await refusal({ subset: "full", root: folder });
  expect(sentence).toContain(folder);
  expect(sentence).toMatch(/as root, or allow fetching .*31 MB.* with download: true/);
});

test("nothing is fetched unless asked for; a fetched file is announced, checked, and discarded if wrong", async () => {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(new Response("not an image")));
  vi.stubGlobal("fetch", fetched);
  await refusal({ subset: "full", root: folder });
  await refusal({ subset: "shipped", root: folder, download: true });
  expect(fetched).not.toHaveBeenCalled();

  const notices: string[] = [];
  const options = { subset: "full", root: folder, cache: folder, download: true } as const;
  const sentence = await refusal({ ...options, onNotice: ({ en }) => notices.push(en) });
  expect(fetched).toHaveBeenCalledOnce();
  expect(notices).toEqual([
    expect.stringMatching(/^Fetching 4\.42 MB from http:\S+t10k-images-idx3-ubyte\.gz into /),
  ]);
  expect(sentence).toContain("nothing was saved");
  expect(await readdir(folder)).toEqual([]);
});

test("a host that answers with an error, or not at all, gives a sentence", async () => {
  const server = createServer((_, response) => response.writeHead(503).end());
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/x`;
  await expect(download(url)).rejects.toThrow(
    /x: the file could not be fetched \(status 503\); check the network/,
  );
  await new Promise((closed) => server.close(closed));
  await expect(download(url)).rejects.toThrow(DataError);
});
