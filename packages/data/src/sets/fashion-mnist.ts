import { checkChoice, checkFlag, checkOptions, meantAmong } from "@downhill/tensor";
import manifest from "../../assets/fashion-mnist/manifest.json" with { type: "json" };
import { assetsFolder, reinstall } from "../assets.ts";
import type { Bilingual } from "@downhill/tensor";
import { DataError } from "../data-error.ts";
import { type Dataset, dataset } from "../dataset.ts";
import { download, upstream, upstreamBytes } from "./fashion-mnist-download.ts";
import { type Disk, disk } from "../disk.ts";
import { readIdx } from "../readers/idx.ts";
import { type ListedFile, listedBytes } from "./listed-file.ts";

/** Fashion-MNIST: small grey pictures of clothes in ten classes. */
export interface FashionMnist<S extends "train" | "test" = "train" | "test"> extends Dataset {
  readonly name: "fashion-mnist";
  readonly subset: "shipped" | "full";
  readonly split: S;
  /** The name of each class; label `k` means entry `k`. */
  readonly classes: { readonly en: readonly string[]; readonly zh: readonly string[] };
  readonly licence: "MIT";
  readonly citation: string;
  /** Size, classes, licence and citation, as a few lines of text. */
  describe(language?: "en" | "zh"): string;
}

/** What to load, and from where. */
export interface FashionMnistOptions<S extends "train" | "test" = "train" | "test"> {
  readonly split: S;
  /** `"shipped"` (the default): the 12,000 and 2,000 images in this package; `"full"`: 60,000 and 10,000. */
  readonly subset?: "shipped" | "full";
  /** The folder that holds the files; by default the package's own, or the known places of the full set. */
  readonly root?: string;
  /** Allows fetching the full set if no folder has it. Without this, nothing is fetched. */
  readonly download?: boolean;
  /** The folder for fetched files; by default the user's cache folder. */
  readonly cache?: string;
  /** Called before a file is fetched, with its name, source and size; by default prints both languages to stderr. */
  readonly onNotice?: (notice: Bilingual) => void;
}

const classes = {
  en: [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
  ],
  zh: ["T恤", "长裤", "套头衫", "连衣裙", "外套", "凉鞋", "衬衫", "运动鞋", "包", "短靴"],
} as const;

const citation =
  "Han Xiao, Kashif Rasul, Roland Vollgraf. Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms. arXiv:1708.07747, 2017.";

/** Where Debian's package dataset-fashion-mnist puts the full set. */
const debianFolder = "/usr/share/datasets/fashion-mnist";

const shippedFolder = () => new URL("fashion-mnist/", assetsFolder());

const remedies = {
  shipped: reinstall,
  full: {
    en: `delete it, and fetch it again with download: true or from ${upstream}`,
    zh: `请删除它，再用 download: true 重新下载，或从 ${upstream} 获取`,
  },
} as const satisfies Record<string, Bilingual>;

/** The file, packed or unpacked, from the first folder that has it. */
async function find(io: Disk, folders: readonly string[], { file }: ListedFile) {
  for (const folder of folders) {
    for (const name of [file, file.replace(/\.gz$/, "")]) {
      const path = io.join(folder, name);
      const bytes = await io.read(path);
      if (bytes !== undefined) return { path, bytes };
    }
  }
  return undefined;
}

async function readListed(bytes: Uint8Array, listed: ListedFile, place: string, remedy: Bilingual) {
  return readIdx(await listedBytes(bytes, listed, place, remedy), { file: place, remedy });
}

async function fetchFull(io: Disk, cache: string, listed: ListedFile, options: FashionMnistOptions) {
  const url = upstream + listed.file;
  const size = `${(upstreamBytes[listed.file as keyof typeof upstreamBytes] / 1e6).toFixed(2)} MB`;
  const notice = {
    en: `Fetching ${size} from ${url} into ${cache}.`,
    zh: `正在从 ${url} 下载 ${size} 到 ${cache}。`,
  };
  if (options.onNotice === undefined) console.error(`${notice.en}\n${notice.zh}`);
  else options.onNotice(notice);
  const bytes = await download(url);
  const idx = await readListed(bytes, listed, url, {
    en: "nothing was saved; try again, or get the file elsewhere and pass its folder as root",
    zh: "未保留任何内容；请重试，或从别处取得文件并用 root 指定其所在文件夹",
  });
  await io.write(io.join(cache, listed.file), bytes);
  return idx;
}

async function load(io: Disk, listed: ListedFile, options: FashionMnistOptions) {
  const { subset = "shipped", root } = options;
  const cache = options.cache ?? io.join(io.cache, "fashion-mnist");
  const usual = subset === "shipped" ? [io.pathOf(shippedFolder())] : [debianFolder, cache];
  const folders = root === undefined ? usual : options.download === true ? [root, cache] : [root];
  const found = await find(io, folders, listed);
  if (found !== undefined) return readListed(found.bytes, listed, found.path, remedies[subset]);
  if (subset === "full" && options.download === true) return fetchFull(io, cache, listed, options);
  throw subset === "shipped"
    ? new DataError("not-found", {
        en: `${listed.file}: the file is not in ${folders.join(" or ")}; ${remedies.shipped.en}.`,
        zh: `${listed.file}：${folders.join("、")} 中没有这个文件；${remedies.shipped.zh}。`,
      })
    : new DataError("not-found", {
        en: `${listed.file}: the file is not in ${folders.join(" or ")}; pass the folder that has it as root, or allow fetching the full set (31 MB from ${upstream}) with download: true.`,
        zh: `${listed.file}：${folders.join("、")} 中没有这个文件；请用 root 指定它所在的文件夹，或用 download: true 允许从 ${upstream} 下载完整数据集（31 MB）。`,
      });
}

function describe(
  subset: "shipped" | "full",
  split: "train" | "test",
  size: number,
  language: "en" | "zh",
): string {
  checkChoice("describe", "language", language, ["en", "zh"]);
  const count = size.toLocaleString("en-US");
  return language === "en"
    ? [
        `Fashion-MNIST, ${split} (${subset === "full" ? "the full set" : "the part that ships with @downhill/data"})`,
        `${count} grey images of 28×28 pixels, ${size / 10} in each of 10 classes: ${classes.en.join(", ")}`,
        "Licence: MIT, © 2017 Zalando SE",
        `Citation: ${citation}`,
      ].join("\n")
    : [
        `Fashion-MNIST ${split === "train" ? "训练集" : "测试集"}（${subset === "full" ? "完整数据" : "随 @downhill/data 附带的部分"}）`,
        `${count} 张 28×28 像素的灰度图，共 10 类，每类 ${size / 10} 张：${classes.zh.join("、")}`,
        "许可证：MIT，© 2017 Zalando SE",
        `引用：${citation}`,
      ].join("\n");
}

/**
 * Loads Fashion-MNIST: the images that ship with this package, or the full set.
 *
 * Pixels stay bytes from 0 to 255 with `scale` 1/255; labels are class numbers from 0 to 9. Every file's SHA-256 is
 * checked. The full set is looked up in `root`, or in Debian's folder and the cache; it is fetched only if `download`
 * is true.
 *
 * @throws DataError if a file is missing, damaged, not the expected one, or cannot be fetched
 * @example
 * ```ts
 * import { fashionMnist } from "@downhill/data";
 * const train = await fashionMnist({ split: "train" });
 * console.log(train.size, train.shape, train.classes.en[train.y[0]!]); // 12000 [ 28, 28 ] Ankle boot
 * ```
 * @see Xiao, Rasul, Vollgraf, "Fashion-MNIST", arXiv:1708.07747.
 */
export async function fashionMnist<const S extends "train" | "test">(
  options: FashionMnistOptions<S>,
): Promise<FashionMnist<S>> {
  const given: Partial<FashionMnistOptions<S>> = checkOptions("fashionMnist", options, [
    "split",
    "subset",
    "root",
    "download",
    "cache",
    "onNotice",
  ]);
  checkFlag("fashionMnist", "download", given.download);
  const { split = "missing" as S, subset = "shipped" } = given;
  if (!Object.hasOwn(manifest, subset) || !Object.hasOwn(manifest[subset], split)) {
    const [what, given, names] = Object.hasOwn(manifest, subset)
      ? ["split", split, ["train", "test"]]
      : ["subset", subset, Object.keys(manifest)];
    const remedy = meantAmong(given, names);
    throw new DataError("unknown-name", {
      en: `fashionMnist: there is no ${what} "${given}"; ${remedy.en}.`,
      zh: `fashionMnist：没有名为“${given}”的 ${what}；${remedy.zh}。`,
    });
  }
  const io = disk();
  const listed = manifest[subset][split];
  const images = await load(io, listed.images, options);
  const labels = await load(io, listed.labels, options);
  const examples = dataset({
    // The listed SHA-256 is for files of bytes.
    x: images.data as Uint8Array,
    shape: images.shape.slice(1),
    y: Int32Array.from(labels.data),
    scale: 1 / 255,
  });
  return {
    ...examples,
    name: "fashion-mnist",
    subset,
    split,
    classes,
    licence: "MIT",
    citation,
    describe: (language = "en") => describe(subset, split, examples.size, language),
  };
}
