import { adam, descend } from "@downhill/optimizers";
import { chooseDevice, tensor, useBackend } from "@downhill/tensor";
import { inFloat32, operations } from "../table.ts";

/*
 * What a page does with WebAssembly, bundled as a user's program would be, with nothing set up for it. It sends its
 * results to its server.
 */

/** What the page found. */
export interface Found {
  readonly name: string;
  readonly sentence: string;
  /** Operations that were compared with the reference, gradients included, and where they differ. */
  readonly compared: number;
  readonly different: readonly string[];
  /** Adam's first step of 0.1 from 1, in all of many parameters at once. */
  readonly moved: readonly number[];
}

async function look(): Promise<Found> {
  const { name, sentence, backend } = await chooseDevice("wasm");
  const different: string[] = [];
  for (const [, wrong] of operations) different.push(...(await wrong(backend, inFloat32)));
  using _ = useBackend(backend);
  const optimizer = adam({ learningRate: 0.1 });
  const params = tensor(new Float32Array(300_000).fill(1));
  const gradient = tensor(new Float32Array(300_000).fill(3));
  const [next] = descend(optimizer, gradient, optimizer.init(params), params, 0);
  const moved = [...new Set(await next.data())];
  return { name, sentence: sentence.en, compared: operations.length, different, moved };
}

const answer = await look().catch((error: unknown) => ({
  failed: error instanceof Error ? (error.stack ?? error.message) : String(error),
}));
await fetch("/answer", { method: "POST", body: JSON.stringify(answer) });
