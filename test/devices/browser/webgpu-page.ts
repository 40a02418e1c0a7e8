import { chooseDevice, useBackend } from "@downhill/tensor";
import { openAdapter, webgpu } from "@downhill/tensor/webgpu";
import { train } from "@downhill/train";
import { inFloat32, operations } from "../table.ts";
import { problem } from "../tiny-training.ts";

/*
 * What a page does with its browser's own WebGPU. Its console is not read, so it sends its results to its
 * server.
 */
const steps = 10;

/** What the page found. */
export interface Found {
  readonly name: string;
  readonly tier: string;
  readonly sentence: string;
  readonly zh: string;
  /** Whether Node's globals are absent, as in every page. */
  readonly hasProcess: boolean;
  /** Operations that were compared with the reference, gradients included, and where they differ. */
  readonly compared: number;
  readonly different: readonly string[];
  /** The losses of a short training run. */
  readonly losses: readonly number[];
  /** Tensors held before and after all of this. */
  readonly held: readonly [number, number];
  /** The error when the device was lost. */
  readonly lost: string;
  /** The message for a program that needs a GPU when there is none. */
  readonly hardware: string;
}

async function look(): Promise<Found> {
  const { name, tier, sentence, backend } = await chooseDevice("webgpu");
  const before = backend.live();
  const different: string[] = [];
  for (const [, wrong] of operations) different.push(...(await wrong(backend, inFloat32)));
  const after = backend.live();
  const on = useBackend(backend);
  const run = await train({ ...problem(), steps, every: 1 });
  on[Symbol.dispose]();
  const hardware = await openAdapter({ tier: "hardware" }).then(
    () => "",
    (error: unknown) => String(error),
  );
  const one = backend.upload(Float32Array.of(1), [1], "float32");
  (await webgpu()).gpu.destroy();
  const lost = await backend.read(one).then(
    () => "",
    (error: unknown) => String(error),
  );
  return {
    name,
    tier,
    sentence: sentence.en,
    zh: sentence.zh,
    hasProcess: "process" in globalThis,
    compared: operations.length,
    different,
    losses: run.history.map(({ loss }) => loss),
    held: [before, after],
    lost,
    hardware,
  };
}

const answer = await look().catch((error: unknown) => ({
  failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
}));
await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
