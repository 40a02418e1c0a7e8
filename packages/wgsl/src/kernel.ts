import type { Variable } from "./compiler.ts";
import { eachInvocation, type Size } from "./entry-point.ts";
import type { Fault } from "./fault.ts";
import { type Access, Faults, Memory, type Traffic } from "./memory.ts";
import { compileProgram } from "./program.ts";
import { nameOfType, wordsIn } from "./type.ts";
import { WgslError } from "./wgsl-error.ts";
import { workgroupsOf } from "./workgroups.ts";

/** A buffer that a kernel declares. */
export interface Binding {
  readonly binding: number;
  readonly name: string;
  readonly access: Access;
  /** As WGSL writes it: `array<f32>`. */
  readonly type: string;
}

/** What one dispatch runs on. */
export interface Dispatch {
  /** Bytes by binding; the kernel writes into them. */
  readonly buffers: readonly (Float32Array | Int32Array | Uint32Array | undefined)[];
  /** How many workgroups, in x alone or in each direction. */
  readonly workgroups: number | Size;
  /** Turns of loops that all invocations may take together; 5 million unless told. */
  readonly budget?: number;
}

/** What one dispatch did. */
export interface KernelRun {
  readonly invocations: number;
  /** The first few accesses outside of a buffer, and races. */
  readonly faults: readonly Fault[];
  /** How many there were in all. */
  readonly faultCount: number;
  /** Bytes that each buffer saw, by its name. */
  readonly traffic: ReadonlyMap<string, Traffic>;
  /** The words of each writable buffer that no invocation wrote, by its name. */
  readonly unwritten: ReadonlyMap<string, readonly number[]>;
}

/** A compute kernel, read and checked. */
export interface Kernel {
  readonly name: string;
  readonly workgroupSize: Size;
  readonly bindings: readonly Binding[];
  /**
   * Runs all workgroups, one invocation after another, on the CPU.
   *
   * @throws WgslError when a buffer is missing or too small, or a loop does not end.
   * @throws DispatchError when the workgroups are not whole numbers from 0 to 65535, or more than the interpreter runs.
   */
  run(dispatch: Dispatch): KernelRun;
}

const patience = 5_000_000;

/**
 * Reads a WGSL compute kernel, checks its types, and makes it runnable without a GPU or a driver. It computes in float32 as
 * a GPU does, and sees what a GPU hides: accesses outside of a buffer, races between invocations, outputs that nobody
 * wrote, bytes moved. It knows the part of WGSL that elementwise kernels and simple loops need: no vectors but
 * `vec3<u32>` places, no shared memory, barriers or atomics.
 *
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
export function compileKernel(code: string): Kernel {
  const given: unknown = code;
  if (typeof given !== "string") {
    const found = given === null ? "null" : typeof given;
    throw new WgslError(
      `here is no program but ${found}; a kernel is its text, between two backquotes`,
      `这里没有程序，得到的是 ${found}；内核就是它的代码文本，请写在两个反引号之间`,
      1,
    );
  }
  const { name, machine, position, size, variables, run: invoke } = compileProgram(code);
  return {
    name,
    workgroupSize: size,
    bindings: variables.map(({ binding, name, access, type }) => ({
      binding,
      name,
      access,
      type: nameOfType(type),
    })),
    run({ buffers, workgroups, budget = patience }) {
      const groups = workgroupsOf(workgroups, size);
      const memories = variables.map((variable) => {
        const memory = memoryOf(variable, buffers[variable.binding]);
        variable.memory = memory;
        return memory;
      });
      machine.faults = new Faults();
      machine.allow(budget);
      eachInvocation(machine, position, size, groups, invoke);
      return {
        invocations: [...size, ...groups].reduce((a, b) => a * b),
        faults: machine.faults.list,
        faultCount: machine.faults.count,
        traffic: new Map(memories.map((memory) => [memory.name, memory.traffic])),
        unwritten: new Map(
          memories
            .filter(({ access }) => access === "read_write")
            .map((memory) => [memory.name, memory.unwritten]),
        ),
      };
    },
  };
}

function memoryOf(variable: Variable, data: Float32Array | Int32Array | Uint32Array | undefined): Memory {
  const { name, access, type, binding, line } = variable;
  if (data !== undefined && data.length >= wordsIn(type)) return new Memory(name, access, data);
  if (data === undefined) {
    throw new WgslError(
      `${name} is declared at @binding(${binding}), where no buffer is bound; look at the table of bindings`,
      `${name} 声明在 @binding(${binding})，但那里没有绑定缓冲区，请对照绑定表`,
      line,
    );
  }
  const [needed, there] = [4 * wordsIn(type), 4 * data.length];
  throw new WgslError(
    `${name} needs ${needed} bytes, and the buffer at @binding(${binding}) has ${there}; look at the table of bindings`,
    `${name} 需要 ${needed} 字节，而 @binding(${binding}) 的缓冲区只有 ${there} 字节，请对照绑定表`,
    line,
  );
}
