import { DeviceError, optionalPackage, type Shape, type TypedArray } from "@downhill/tensor";
import type { OnnxValue } from "./onnx.ts";

/** A model that an engine has loaded. Its inputs and outputs are arrays that stay where they are, run after run. */
export interface Session {
  /** Runs the model on `inputs` and writes over `outputs`. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/** An array that a session reads or writes. */
export interface Port extends Pick<OnnxValue, "name" | "dtype"> {
  readonly shape: Shape;
  readonly data: TypedArray;
}

/** What runs ONNX models. */
export interface Engine {
  /** Its package and version. */
  readonly about: string;
  /**
   * Loads a model.
   *
   * @param threads how many compute; by default, as many as the machine has cores.
   */
  open(
    model: Uint8Array,
    inputs: readonly Port[],
    outputs: readonly Port[],
    threads?: number,
  ): Promise<Session>;
}

/** The parts of ONNX Runtime's packages that are used; neither is a dependency, so neither brings its types. */
interface Runtime {
  readonly Tensor: new (dtype: string, data: TypedArray, shape: Shape) => object;
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<RuntimeSession>;
  };
  readonly env: { readonly versions: Readonly<Record<string, string | undefined>> };
}
interface RuntimeSession {
  run(feeds: object, fetches: object): Promise<object>;
  release(): Promise<void>;
}

const packageName = "onnxruntime-node";
let found: Promise<Engine> | undefined;

/**
 * ONNX Runtime for Node, on the CPU, with as many threads as the machine has cores.
 *
 * @throws DeviceError when it is not installed; gives the remedy.
 * @example
 * ```ts
 * import { engine } from "@downhill/compile";
 * import type { DeviceError } from "@downhill/tensor";
 * const about = await engine().then(({ about }) => about, (error: DeviceError) => error.code);
 * /^ONNX Runtime|^unavailable$/.test(about); // true
 * ```
 */
export const engine = (): Promise<Engine> => (found ??= open());

async function open(): Promise<Engine> {
  const file = optionalPackage(packageName);
  if (file === undefined) {
    found = undefined;
    throw new DeviceError("unavailable", {
      en: "compile: the engine, ONNX Runtime, is not installed; run npm run device:compiled (outside the course: npm install onnxruntime-node with ONNXRUNTIME_NODE_INSTALL=skip in the environment).",
      zh: "compile：尚未安装引擎 ONNX Runtime；请运行 npm run device:compiled（不在本课程中则先设环境变量 ONNXRUNTIME_NODE_INSTALL=skip，再运行 npm install onnxruntime-node）。",
    });
  }
  const { pathToFileURL } = process.getBuiltinModule("node:url");
  const loaded = (await import(
    /* @vite-ignore */ /* webpackIgnore: true */ pathToFileURL(file).href
  )) as Runtime;
  return engineOf(loaded);
}

function engineOf({ Tensor, InferenceSession, env }: Runtime): Engine {
  const tensors = (ports: readonly Port[]): object =>
    Object.fromEntries(ports.map(({ name, dtype, data, shape }) => [name, new Tensor(dtype, data, shape)]));
  return {
    about: `ONNX Runtime ${env.versions["node"] ?? env.versions["common"] ?? ""}`.trim(),
    async open(model, inputs, outputs, threads) {
      const session = await InferenceSession.create(model, {
        executionMode: "sequential",
        // Errors alone: a warning about a constant is none of a learner's business.
        logSeverityLevel: 3,
        ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
      });
      const [feeds, fetches] = [tensors(inputs), tensors(outputs)];
      return {
        run: async () => void (await session.run(feeds, fetches)),
        close: () => session.release(),
      };
    },
  };
}
