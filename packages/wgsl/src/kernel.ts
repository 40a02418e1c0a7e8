import { DispatchError } from "./dispatch-error.ts";
import { refuseOptions } from "./refuse-options.ts";
import type { Size } from "./program/entry-point.ts";
import type { DeviceLimits } from "./program/limits.ts";
import { compileProgram, type Program } from "./program/program.ts";
import type { Variable } from "./program/variable.ts";
import { dispatch } from "./run/dispatch.ts";
import type { Fault } from "./run/fault.ts";
import { Faults } from "./run/faults.ts";
import { type Access, Memory, type Traffic } from "./run/memory.ts";
import { workgroupsOf } from "./run/workgroups.ts";
import { wordsIn } from "./type/layout.ts";
import { nameOfType } from "./type/type.ts";
import { WgslError } from "./wgsl-error.ts";

type Words = Float32Array | Int32Array | Uint32Array;

/** A buffer that a kernel declares. */
export interface Binding {
  readonly binding: number;
  readonly name: string;
  readonly access: Access;
  /** In WGSL notation: `array<f32>`. */
  readonly type: string;
}

/** The inputs of one dispatch. */
export interface Dispatch {
  /** Bytes by binding; the kernel writes into them. */
  readonly buffers: readonly (Words | undefined)[];
  /** The number of workgroups, in x only or in each direction. */
  readonly workgroups: number | Size;
  /** The limit of loop iterations, over all invocations; 5 million by default. */
  readonly budget?: number;
}

/** The result of one dispatch. */
export interface KernelRun {
  readonly invocations: number;
  /** The first few accesses outside a buffer, and races. */
  readonly faults: readonly Fault[];
  /** The total number of faults. */
  readonly faultCount: number;
  /** Bytes moved per buffer, by its name. */
  readonly traffic: ReadonlyMap<string, Traffic>;
  /** The words of each writable buffer that no invocation wrote, by its name. */
  readonly unwritten: ReadonlyMap<string, readonly number[]>;
}

/** A compute kernel, parsed and checked. */
export interface Kernel {
  readonly name: string;
  readonly workgroupSize: Size;
  readonly bindings: readonly Binding[];
  /**
   * Runs all workgroups, one invocation after another, on the CPU.
   *
   * @throws WgslError when a buffer is missing or too small, or a loop never ends.
   * @throws DispatchError when the workgroups are not whole numbers from 0 to 65535, or more than the interpreter runs.
   */
  run(dispatch: Dispatch): KernelRun;
}

const patience = 5_000_000;

/**
 * Reads a WGSL compute kernel, checks its types, and makes it runnable without a GPU or a driver. It computes in
 * float32 as a GPU does, and sees what a GPU hides: accesses outside a buffer, races between invocations, outputs that
 * were never written, bytes moved. It does not support textures, 16-bit floats, subgroups, or anything for rendering.
 *
 * @param limits the limits requested of the device, if above those that every device has.
 * @throws WgslError with the line and what to write instead.
 * @example
 * ```ts
 * import { compileKernel } from "@downhill/wgsl";
 * const double = compileKernel(`
 *   @group(0) @binding(0) var<storage, read_write> x: array<f32>;
 *   @compute @workgroup_size(64)
 *   fn main(@builtin(global_invocation_id) id: vec3<u32>) {
 *     if (id.x < arrayLength(&x)) { x[id.x] = 2.0 * x[id.x]; }
 *   }`);
 * const x = new Float32Array([1, 2, 3]);
 * const { traffic, faultCount } = double.run({ buffers: [x], workgroups: 1 });
 * x[2]; // 6
 * traffic.get("x")!.written; // 12
 * faultCount; // 0
 * ```
 * @see WebGPU Shading Language, W3C; its sections 6 (types), 8 (expressions) and 9 (statements).
 */
export function compileKernel(code: string, limits: DeviceLimits = {}): Kernel {
  const given: unknown = code;
  if (typeof given !== "string") {
    const found = given === null ? "null" : typeof given;
    throw new WgslError(
      "not-a-string",
      {
        en: `expected a program, got ${found}; a kernel is a string, in backquotes`,
        zh: `这里没有程序，得到的是 ${found}；内核就是它的代码文本，请写在两个反引号之间`,
      },
      1,
    );
  }
  refuseOptions("compileKernel", limits, ["maxStorageBuffersPerShaderStage"]);
  const program = compileProgram(code, limits);
  const { name, size, variables } = program;
  const bound = variables.filter(({ space }) => space !== "workgroup");
  return {
    name,
    workgroupSize: size,
    bindings: bound.map((each) => ({
      binding: each.binding,
      name: each.name,
      access: accessOf(each),
      type: nameOfType(each.type),
    })),
    run: (given) => run(program, given),
  };
}

const accessOf = ({ space, rights }: Variable): Access => (space === "uniform" ? space : rights);

function run(program: Program, how: Dispatch): KernelRun {
  refuseOptions("dispatch", how, ["buffers", "workgroups", "budget"]);
  const { buffers: given, workgroups, budget = patience } = how;
  const all: unknown = given;
  const views =
    Array.isArray(all) && all.every((each: unknown) => each === undefined || ArrayBuffer.isView(each));
  if (!views) {
    throw new DispatchError("invalid-option", {
      en: "dispatch: buffers is not a list of typed arrays; give one for each binding, such as [new Float32Array(4)]",
      zh: "dispatch：buffers 不是类型化数组的列表；请为每个绑定给出一个，例如 [new Float32Array(4)]",
    });
  }
  const { machine, size, variables } = program;
  const groups = workgroupsOf(workgroups, size);
  const bound = variables.filter(({ space }) => space !== "workgroup");
  refuseUnknown(given, bound);
  refuseAliases(given, bound);
  const buffers = bound.map((variable) => {
    variable.memory = memoryOf(variable, given[variable.binding]);
    return variable.memory;
  });
  const shared = variables
    .filter(({ space }) => space === "workgroup")
    .map((variable) => {
      variable.memory = new Memory(variable.name, "read_write", new Float32Array(wordsIn(variable.type)));
      return variable.memory;
    });
  machine.faults = new Faults();
  machine.allow(budget);
  dispatch(program, { buffers, shared }, groups);
  const writable = buffers.filter(({ access }) => access === "read_write");
  return {
    invocations: [...size, ...groups].reduce((a, b) => a * b),
    faults: machine.faults.list,
    faultCount: machine.faults.count,
    traffic: new Map(buffers.map((memory) => [memory.name, memory.traffic])),
    unwritten: new Map(writable.map((memory) => [memory.name, memory.unwritten])),
  };
}

/** WebGPU also refuses a buffer where the kernel declares none. */
function refuseUnknown(given: Dispatch["buffers"], bound: readonly Variable[]): void {
  const extra = given.findIndex(
    (each, binding) => each !== undefined && !bound.some((variable) => variable.binding === binding),
  );
  if (extra < 0) return;
  throw new DispatchError("extra-buffer", {
    en: `dispatch: a buffer is given for @binding(${extra}), but the kernel declares none there; declare it, or leave the buffer out`,
    zh: `dispatch：给出了 @binding(${extra}) 的缓冲区，但内核没有声明它；请在内核中声明，或不要传这个缓冲区`,
  });
}

/** If two variables share the same bytes, neither may be written. */
function refuseAliases(given: Dispatch["buffers"], bound: readonly Variable[]): void {
  for (const [i, one] of bound.entries())
    for (const other of bound.slice(0, i)) {
      if (one.rights === "read" && other.rights === "read") continue;
      if (!overlap(given[one.binding], given[other.binding])) continue;
      throw new DispatchError("aliasing", {
        en: `dispatch: ${other.name} and ${one.name} are the same buffer, and the kernel writes to it; bind a separate buffer to each`,
        zh: `dispatch：${other.name} 和 ${one.name} 是同一个缓冲区，而内核会写它；请各用一个缓冲区`,
      });
    }
}

function overlap(a: Words | undefined, b: Words | undefined): boolean {
  if (a === undefined || b === undefined || a.buffer !== b.buffer) return false;
  return a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength;
}

function memoryOf(variable: Variable, data: Words | undefined): Memory {
  const { name, type, binding, line } = variable;
  if (data !== undefined && data.length >= wordsIn(type)) return new Memory(name, accessOf(variable), data);
  if (data === undefined) {
    throw new WgslError(
      "missing-buffer",
      {
        en: `${name} is declared at @binding(${binding}), but no buffer is bound there; check the table of bindings`,
        zh: `${name} 声明在 @binding(${binding})，但那里没有绑定缓冲区，请对照绑定表`,
      },
      line,
    );
  }
  const [needed, there] = [4 * wordsIn(type), 4 * data.length];
  throw new WgslError(
    "buffer-too-small",
    {
      en: `${name} needs ${needed} bytes, but the buffer at @binding(${binding}) has ${there}; check the table of bindings`,
      zh: `${name} 需要 ${needed} 字节，而 @binding(${binding}) 的缓冲区只有 ${there} 字节，请对照绑定表`,
    },
    line,
  );
}
