import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import path from "node:path";
import { candidates, chooseDevice, DeviceError, selfTest } from "@downhill/tensor";
import { type Libtensorflow, libtensorflowIn, signatureOf } from "./device-libtensorflow.ts";
import { add, fail, home, makeHome, outputOf, run, runHeard, say } from "./device-setup.ts";

/*
 * `npm run device:tensorflow` and `device:cuda`: the addon of @tensorflow/tfjs-node, by the package's own install if
 * its download host answers; otherwise compiled here, against the libtensorflow of a folder or of Python's package.
 */
type Device = "cuda" | "tensorflow";

/** The npm packages with these names, by the hashes in the registry when this was written. */
const packages = {
  tensorflow: {
    name: "@tensorflow/tfjs-node",
    spec: "@tensorflow/tfjs-node@4.22.0",
    sha512: "uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==",
  },
  cuda: {
    name: "@tensorflow/tfjs-node-gpu",
    spec: "@tensorflow/tfjs-node-gpu@4.22.0",
    sha512: "p//NN6DGiN4hInUmIkRffaFVMcdTREUMjPyjW04J7OXvB2zBlQimj61eFKSgRrH3f5TnOfKzb0n56he/B6a4bw==",
  },
} as const;
const headers = {
  spec: "node-api-headers@1.9.0",
  sha512: "2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==",
};

/** What pip installs if Python has no TensorFlow; the CPU version is called `tensorflow` on a Mac. */
const wheels = {
  tensorflow: process.platform === "darwin" ? "tensorflow==2.21.*" : "tensorflow-cpu==2.21.*",
  cuda: "tensorflow[and-cuda]==2.21.*",
} as const;
const python = process.env["PYTHON"] ?? (process.platform === "win32" ? "python" : "python3");

interface Asked {
  readonly libtensorflow?: string;
  /** Skips the package's own install. */
  readonly pip: boolean;
  /** Only checks whether it opens and computes. */
  readonly check: boolean;
}

export async function tensorflow(device: Device, options: readonly string[]): Promise<void> {
  const asked = read(device, options);
  if (asked.check) return check(device);
  makeHome();
  const given = asked.libtensorflow;
  if (given === undefined && !asked.pip && (await hostAnswers()) && install(device)) return works(device);
  if (process.platform === "win32") {
    return fail({
      en: "The addon is compiled on Linux and macOS; on Windows run this in WSL, or use --device webgpu or wasm.",
      zh: "只能在 Linux 和 macOS 上编译这个原生扩展；在 Windows 上请使用 WSL，或改用 --device webgpu 或 wasm。",
    });
  }
  compile(device, given === undefined ? ofPython(device) : ofFolder(given));
  works(device);
}

function read(device: Device, options: readonly string[]): Asked {
  const at = options.indexOf("--libtensorflow");
  const folder = options[at + 1];
  const flags = options.filter((_, i) => at === -1 || (i !== at && i !== at + 1));
  const unknown = flags.find((flag) => !["--pip", "--check"].includes(flag));
  if (unknown !== undefined || (at !== -1 && (folder === undefined || folder.startsWith("--")))) {
    return fail({
      en: `"${unknown ?? "--libtensorflow"}" is not understood; npm run device:${device} takes --libtensorflow FOLDER and --pip.`,
      zh: `无法识别 “${unknown ?? "--libtensorflow"}”；npm run device:${device} 支持 --libtensorflow 文件夹和 --pip。`,
    });
  }
  const has = (flag: string): boolean => flags.includes(flag);
  const rest = { pip: has("--pip"), check: has("--check") };
  return at === -1 ? rest : { ...rest, libtensorflow: folder! };
}

/** The exit status after which CI may continue: there is no TensorFlow for this machine. Every other fault is 1. */
const noTensorflowHere = 3;

/** The package's install fetches libtensorflow from one host; if it is out of reach, npm would undo everything. */
async function hostAnswers(): Promise<boolean> {
  const host = process.env["TFJS_NODE_CDN_STORAGE"] ?? "https://storage.googleapis.com/";
  try {
    await fetch(host, { method: "HEAD", signal: AbortSignal.timeout(5000) });
    return true;
  } catch {
    say({
      en: `${host}, from which the package's install downloads libtensorflow, does not answer; compiling the addon instead.`,
      zh: `npm 包安装时要从 ${host} 下载 libtensorflow，但现在连不上；改为在本机编译原生扩展。`,
    });
    return false;
  }
}

function install(device: Device): boolean {
  const { spec } = packages[device];
  say({
    en: `Installing ${spec} from npm; its install fetches libtensorflow (about 100 MB; with CUDA, 350 MB).`,
    zh: `正在用 npm 安装 ${spec}；安装过程会下载 libtensorflow（约 100 MB，CUDA 版约 350 MB）。`,
  });
  if (add(spec)) return true;
  say({
    en: "npm could not install it and gives the reason above; compiling the addon instead.",
    zh: "npm 安装失败，原因见上方输出；改为在本机编译原生扩展。",
  });
  return false;
}

function ofFolder(folder: string): Libtensorflow {
  const found = libtensorflowIn(folder);
  if (found !== undefined) return found;
  return fail({
    en: `--libtensorflow ${folder}: there is no libtensorflow with its headers (include/tensorflow/c); give the folder of Python's package tensorflow, or of TensorFlow's unpacked archive for C.`,
    zh: `--libtensorflow ${folder}：其中没有带头文件（include/tensorflow/c）的 libtensorflow；请指定 Python 包 tensorflow 所在的文件夹，或解压后的 TensorFlow C 语言库文件夹。`,
  });
}

/** Python's own; otherwise pip fetches it into a folder that only this course uses. */
function ofPython(device: Device): Libtensorflow {
  // The package of that name includes CUDA; the other variants do not.
  const wanted = device === "cuda" ? "import importlib.metadata as m; m.version('tensorflow'); " : "";
  const where = `${wanted}import importlib.util as u; print(u.find_spec('tensorflow').submodule_search_locations[0])`;
  const own = outputOf(python, ["-c", where]);
  const theirs = own === undefined ? undefined : libtensorflowIn(own);
  if (theirs !== undefined) {
    say({
      en: `Using Python's own TensorFlow: ${theirs.folder}`,
      zh: `使用 Python 中已有的 TensorFlow：${theirs.folder}`,
    });
    return theirs;
  }
  const folder = path.join(home, device, "python");
  const before = libtensorflowIn(folder);
  if (before !== undefined) return before;
  const spec = wheels[device];
  if (outputOf(python, ["-m", "pip", "--version"]) === undefined) {
    return fail({
      en: `${python} with pip was not found; install it (Debian, Ubuntu: apt-get install python3-pip), or give --libtensorflow FOLDER.`,
      zh: `没有找到带 pip 的 ${python}；请先安装（Debian、Ubuntu：apt-get install python3-pip），或指定 --libtensorflow 文件夹。`,
    });
  }
  const [fetched, unpacked] = device === "cuda" ? ["3 GB", "6 GB"] : ["270 MB", "1.3 GB"];
  say({
    en: `Fetching ${spec} with pip, from its configured index and checked by its hashes (about ${fetched}, ${unpacked} unpacked).`,
    zh: `正在用 pip 下载 ${spec}，来源和哈希校验都按 pip 的设置（下载约 ${fetched}，解压后约 ${unpacked}）。`,
  });
  const alone = device === "cuda" ? [] : ["--no-deps"];
  const quiet = [
    "--disable-pip-version-check",
    "--no-compile",
    "--no-warn-conflicts",
    "--progress-bar",
    "off",
  ];
  // A partial download would be in the way.
  rmSync(folder, { recursive: true, force: true });
  const { said } = runHeard(python, ["-m", "pip", "install", ...quiet, ...alone, "--target", folder, spec]);
  const found = libtensorflowIn(folder);
  if (found !== undefined) return found;
  if (/No matching distribution found/.test(said)) {
    return fail(
      {
        en: `pip has no ${spec} for this machine: TensorFlow is made for Python 3.10 to 3.13 on Linux (x86-64, ARM) and macOS (ARM); set PYTHON to such a one, or give --libtensorflow FOLDER.`,
        zh: `pip 没有适用于这台机器的 ${spec}：TensorFlow 支持 Linux（x86-64、ARM）和 macOS（ARM）上的 Python 3.10 至 3.13；请用环境变量 PYTHON 指定合适的版本，或指定 --libtensorflow 文件夹。`,
      },
      noTensorflowHere,
    );
  }
  return fail({
    en: `pip could not fetch ${spec} and gives the reason above; fix that, or pass --libtensorflow FOLDER.`,
    zh: `pip 无法下载 ${spec}，原因见上方输出；请先解决，或指定 --libtensorflow 文件夹。`,
  });
}

/** Fetches a package alone, without its dependencies and scripts, and checks that it is the expected one. */
function unpack({ spec, sha512 }: { spec: string; sha512: string }, folder: string): void {
  say({ en: `Fetching ${spec} with npm.`, zh: `正在用 npm 下载 ${spec}。` });
  const packed = outputOf("npm", ["pack", "--silent", spec])?.split("\n").at(-1);
  if (packed === undefined) {
    return fail({
      en: `npm could not fetch ${spec}; check whether npm view ${spec} answers.`,
      zh: `npm 无法下载 ${spec}；请检查 npm view ${spec} 能否得到结果。`,
    });
  }
  const archive = path.join(home, packed);
  const hash = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (hash !== sha512) {
    rmSync(archive);
    return fail({
      en: `${spec} from npm is not the expected package (sha512 ${hash}); check which registry npm uses.`,
      zh: `npm 下载的 ${spec} 与原包不符（sha512 ${hash}）；请检查 npm 使用的是哪个 registry。`,
    });
  }
  mkdirSync(folder, { recursive: true });
  const done = run("tar", ["-xzf", archive, "-C", folder, "--strip-components=1"]);
  rmSync(archive);
  if (!done)
    fail({ en: "tar could not unpack it; the reason is above.", zh: "tar 解压失败，原因见上方输出。" });
}

function compile(device: Device, library: Libtensorflow): void {
  const folder = path.join(home, device, "package");
  const addon = path.join(folder, "lib", "napi-v8", "tfjs_binding.node");
  const stamp = path.join(folder, "compiled.json");
  const made = JSON.stringify([packages[device].spec, process.arch, ...signatureOf(library)]);
  if (existsSync(addon) && existsSync(stamp) && readFileSync(stamp, "utf8") === made) {
    return say({ en: "The addon is compiled already.", zh: "原生扩展此前已编译好。" });
  }
  const compiler = [process.env["CXX"], "c++", "g++", "clang++"].find(
    (name) => name !== undefined && outputOf(name, ["--version"]) !== undefined,
  );
  if (compiler === undefined) {
    return fail({
      en: "there is no C++ compiler; install one (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++; macOS: xcode-select --install).",
      zh: "没有 C++ 编译器；请先安装（Debian、Ubuntu：apt-get install g++；Fedora：dnf install gcc-c++；macOS：xcode-select --install）。",
    });
  }
  rmSync(folder, { recursive: true, force: true });
  const nodeHeaders = path.join(home, device, "headers");
  unpack(packages[device], folder);
  unpack(headers, nodeHeaders);
  mkdirSync(path.dirname(addon), { recursive: true });
  say({ en: `Compiling the addon on ${library.folder}.`, zh: `正在基于 ${library.folder} 编译原生扩展。` });
  const binding = path.join(folder, "binding");
  const include = [binding, library.include, path.join(nodeHeaders, "include")];
  const quiet = path.join(import.meta.dirname, "device-quiet.cc");
  const build = (output: string, sources: readonly string[], link: readonly string[]): boolean =>
    run(compiler, [
      ...["-O2", "-std=c++17", "-fPIC", "-shared", "-pthread", "-w", "-DNAPI_VERSION=8"],
      ...include.map((from) => `-I${from}`),
      ...sources,
      ...["-o", output, ...link],
      ...(process.platform === "darwin" ? ["-undefined", "dynamic_lookup"] : []),
    ]);
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((file) => path.join(binding, file));
  const done =
    build(path.join(path.dirname(addon), "quiet.node"), [quiet], []) &&
    build(addon, sources, [...library.libraries, `-Wl,-rpath,${library.folder}`]);
  if (!done) {
    fail({
      en: `${compiler} could not compile the addon and gives the reason above; TensorFlow 2.21 and g++ 12 are known to work together.`,
      zh: `${compiler} 编译原生扩展失败，原因见上方输出；已知 TensorFlow 2.21 与 g++ 12 可以配合使用。`,
    });
  }
  writeFileSync(stamp, made);
}

/** Opens it in a separate process, because an addon that does not fit this machine may crash it. */
function works(device: Device): void {
  const script = path.join(import.meta.dirname, "device.ts");
  const { status, signal } = spawnSync(process.execPath, [...process.execArgv, script, device, "--check"], {
    stdio: "inherit",
  });
  if (status === 0) return;
  if (status !== null && status < 128) process.exit(status);
  fail({
    en: `TensorFlow ended the process (${signal ?? status}): it may need instructions that this processor lacks, such as AVX; use --device wasm, and delete .downhill/devices/${device}.`,
    zh: `TensorFlow 使进程异常退出（${signal ?? status}）：它可能需要此处理器不支持的指令（如 AVX）；请改用 --device wasm，并删除 .downhill/devices/${device}。`,
  });
}

async function check(device: Device): Promise<void> {
  try {
    const { backend, about, version } = await candidates.find(({ name }) => name === device)!.open();
    const wrong = await selfTest(backend);
    if (wrong.length > 0) {
      fail({
        en: `${device} opens, but computes ${wrong.join(", ")} wrongly; use --device wasm.`,
        zh: `${device} 可以打开，但 ${wrong.join("、")} 计算有误；请改用 --device wasm。`,
      });
    }
    say({
      en: `${device} works here: ${about.en}, TensorFlow ${version}`,
      zh: `${device} 可用：${about.zh}，TensorFlow ${version}`,
    });
    const { sentence } = await chooseDevice("auto");
    say({ en: `auto takes ${sentence.en}`, zh: `auto 选择 ${sentence.zh}` });
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    fail({ en: error.message, zh: error.zh });
  }
}
