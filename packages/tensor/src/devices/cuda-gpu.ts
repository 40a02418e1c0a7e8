/** NVIDIA's description of a GPU. */
export interface Gpu {
  readonly name: string;
  readonly driver: string;
  /** Bytes of its memory. */
  readonly memory: number;
}

const columns = ["name", "driver_version", "memory.total"];

/** One line of the driver's table: a name, a version, and mebibytes. */
export function gpuOfLine(line: string): Gpu | undefined {
  const [name = "", driver = "", mebibytes = ""] = line.split(",").map((cell) => cell.trim());
  const memory = Number(mebibytes) * 2 ** 20;
  return name === "" || driver === "" || !(memory > 0) ? undefined : { name, driver, memory };
}

/** The first GPU that programs may use here, according to NVIDIA's tool; `undefined` if there is none. */
export function nvidiaGpu(): Gpu | undefined {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const first = (process.env["CUDA_VISIBLE_DEVICES"] ?? "").split(",")[0]!.trim();
  const which = first === "" ? [] : [`--id=${first}`];
  const asked = [`--query-gpu=${columns.join()}`, "--format=csv,noheader,nounits", ...which];
  const { stdout, status } = spawnSync("nvidia-smi", asked, { encoding: "utf8", timeout: 5000 });
  return status === 0 ? gpuOfLine(stdout.split("\n")[0]!) : undefined;
}
