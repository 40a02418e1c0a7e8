import type * as TensorFlow from "@tensorflow/tfjs-core";
import type { Backend, Elementwise, FusedElementwise, Handle } from "../backend.ts";
import type { TypedArray } from "../dtype.ts";
import { DeviceError } from "../devices/device-error.ts";
import { sizeOf } from "../shape.ts";
import { nodeRequire } from "./node-require.ts";
import { isShared, withSharedHeap } from "./shared-heap.ts";
import { compilePass, type Pass } from "./simd.ts";
import { type Adapted, type Info, tensorflow } from "./tensorflow.ts";
import { threadCount } from "./thread-count.ts";
import { threadsOver } from "./threads.ts";
import { type Allocator, guardMemory, mostBytes } from "./wasm-memory.ts";
import { wasmLowerings } from "./wasm-lowerings.ts";
import { smallArguments } from "./wasm-small-arguments.ts";

let opened: Promise<Backend> | undefined;

/**
 * TensorFlow.js's WebAssembly backend: float32, SIMD, nothing to install. The default for real work. Its kernels run in
 * one thread; this backend adds one that TensorFlow.js lacks: an elementwise program, such as Adam's whole update, in one
 * pass, with helper threads in Node if it is long.
 *
 * @throws Error when WebAssembly cannot be started here.
 */
export const wasm = (): Promise<Backend> => (opened ??= open());

/** The version of TensorFlow.js's WebAssembly backend. */
export const wasmVersion = async (): Promise<string> => (await load()).version_core;

/** These copy one operand, and crash if there is no room for it. */
const packing = new Set(["BatchMatMul", "Conv2D", "DepthwiseConv2dNative", "Conv2DBackpropInput"]);

async function open(): Promise<Backend> {
  const tf = await load();
  const start = async () => {
    if (!(await tf.setBackend("wasm")))
      throw new DeviceError("unavailable", { en: "WebAssembly did not start", zh: "WebAssembly 没有启动" });
    await tf.ready();
  };
  await withoutHandlers(() => (nodeRequire === undefined ? start() : withSharedHeap(start)));
  const heap = tf.findBackend("wasm") as unknown as Heap;
  const need = guardMemory(heap.wasm, "wasm");
  const prepare = (kernel: string, inputs: object): void => {
    if (!packing.has(kernel)) return;
    const infos = Object.values(inputs) as Handle[];
    need(2 * infos.reduce((bytes, { shape }) => bytes + 4 * sizeOf(shape), 0));
  };
  const look = (handle: Handle): TypedArray => heap.typedArrayFromHeap(handle);
  const backend = tensorflow(tf, "wasm", { own: { ...wasmLowerings, ...smallArguments }, look, prepare });
  return { ...backend, most: mostBytes, fused: fusedIn(heap, backend) };
}

/**
 * TensorFlow.js with its wasm backend. Bundlers see the imports, and find in the addresses, which must stay literal, the
 * binaries that TensorFlow.js would otherwise look for next to the bundle. It uses one thread in a page too.
 */
async function load(): Promise<typeof TensorFlow> {
  if (nodeRequire !== undefined) {
    nodeRequire("@tensorflow/tfjs-backend-wasm");
    return nodeRequire("@tensorflow/tfjs-core") as typeof TensorFlow;
  }
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const plain = new URL("@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm", import.meta.url);
  const simd = new URL("@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm", import.meta.url);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plain.href,
    "tfjs-backend-wasm-simd.wasm": simd.href,
    "tfjs-backend-wasm-threaded-simd.wasm": simd.href,
  });
  const tf = await import("@tensorflow/tfjs-core");
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  return tf;
}

/** The parts of the wasm backend that its public type leaves out. */
interface Heap {
  readonly wasm: Allocator & {
    readonly tfjs: { disposeData(this: void, id: number): void };
  };
  readonly dataIdMap: {
    get(dataId: object): { readonly id: number; readonly memoryOffset: number };
    delete(dataId: object): void;
  };
  makeOutput(shape: readonly number[], dtype: string, memoryOffset?: number): Info;
  typedArrayFromHeap(info: Handle): TypedArray;
  /** How many tensors share these values. */
  refCount(dataId: object): number;
}

function fusedIn(heap: Heap, { adopt, free }: Adapted): FusedElementwise {
  const { memory } = heap.wasm.asm;
  const threads = isShared(memory) ? threadsOver(memory, threadCount()) : undefined;
  const passes = new WeakMap<Elementwise, Map<string, Pass | undefined>>();
  const passOf = (program: Elementwise, into: readonly (number | undefined)[]): Pass | undefined => {
    const known = passes.get(program) ?? new Map<string, Pass | undefined>();
    passes.set(program, known);
    const key = into.join();
    if (!known.has(key)) known.set(key, compilePass(program, memory, into, threads));
    return known.get(key);
  };
  return (program, inputs, scalars, into = []) => {
    const { shape, dtype } = inputs[0]!;
    const given = (i: number | undefined): i is number => i !== undefined;
    const reused = into.map((i) =>
      given(i) && heap.refCount((inputs[i] as Info).dataId) === 1 ? i : undefined,
    );
    const run = dtype === "float32" ? passOf(program, reused)?.(scalars) : undefined;
    if (run === undefined) return undefined;
    const outputs = program.outputs.map((_, k) => {
      const i = reused[k];
      return (i === undefined ? adopt(heap.makeOutput(shape, dtype)) : inputs[i]) as Info;
    });
    // Addresses are read after the outputs exist, because creating them may grow the heap.
    const addresses = [...inputs, ...outputs].map((handle) => heap.typedArrayFromHeap(handle).byteOffset);
    run(sizeOf(shape), addresses);
    for (const i of into) if (given(i) && !reused.includes(i)) free(inputs[i]!);
    return outputs.map((output, k) => (reused[k] === undefined ? output : renamed(heap, output)));
  };
}

/** The same memory as a new tensor: TensorFlow.js keeps a packed copy of a matrix operand under the tensor's number. */
function renamed(heap: Heap, { dataId, shape, dtype }: Info): Info {
  const { id, memoryOffset } = heap.dataIdMap.get(dataId);
  heap.wasm.tfjs.disposeData(id);
  heap.dataIdMap.delete(dataId);
  return heap.makeOutput(shape, dtype, memoryOffset);
}

/** Emscripten's start-up code takes over Node's handlers of uncaught errors; this gives them back. */
async function withoutHandlers(start: () => Promise<void>): Promise<void> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const node = (globalThis as { process?: NodeJS.Process }).process;
  if (typeof node?.listeners !== "function") return start();
  const before = events.map((event) => new Set<unknown>(node.listeners(event as "uncaughtException")));
  await start();
  events.forEach((event, i) => {
    for (const listener of node.listeners(event as "uncaughtException")) {
      if (!before[i]!.has(listener)) node.removeListener(event, listener);
    }
  });
}
