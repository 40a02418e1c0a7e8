import { DeviceError } from "../devices/device-error.ts";

/** The parts of an Emscripten program that allocate. */
export interface Allocator {
  _malloc(bytes: number): number;
  _free(address: number): void;
  readonly HEAPU8: Uint8Array;
  readonly asm: {
    readonly memory: WebAssembly.Memory;
    malloc(this: void, bytes: number): number;
    free(this: void, address: number): void;
  };
}

const MiB = 2 ** 20;
/** The limit of the heap. The rest of the 4 GiB of 32-bit addresses keeps the allocator's sums from wrapping around. */
const mostHeap = 3584 * MiB;
/** Above this heap size, each allocation checks that kernels also have room for their own buffers. */
const watchful = 2560 * MiB;
const page = 65536;

/** The room that kernels need for their own buffers. */
const spare = 16 * MiB;

/** The largest possible tensor. */
export const mostBytes = 3328 * MiB;

/**
 * Protects a program's memory at its limit. The allocator silently adds addresses modulo 4 GiB, and returns 0 if there
 * is no room, which is then used as a valid address. So an allocation without room throws an error first, and a program
 * that frees tensors can continue.
 *
 * @returns a function that throws if an operation needs this much memory in addition to its result.
 */
export function guardMemory(program: Allocator, device: string): (bytes: number) => void {
  const { memory } = program.asm;
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * page > mostHeap) throw new RangeError("no room to grow");
    return grow(pages);
  };
  // The program's own _malloc would restore itself at its first call.
  const { malloc, free } = program.asm;
  /** The length of each block that is held, by its address. */
  const held = new Map<number, number>();

  const refusal = (bytes: number): DeviceError => {
    const inUse = [...held.values()].reduce((total, length) => total + length, 0);
    const [wanted, used] = [bytes, inUse].map((each) => `${Math.ceil(each / MiB)} MiB`);
    return new DeviceError("out-of-memory", {
      en: `${device}: no memory for ${wanted} more; ${used} are in use; free tensors with tidy(…) or dispose(), make the batch or the network smaller, or use the device "tensorflow" or "cuda"`,
      zh: `${device}：内存不足，无法再分配 ${wanted}，已用 ${used}；请用 tidy(…) 或 dispose() 释放张量，减小批次或网络，或改用设备 "tensorflow" 或 "cuda"`,
    });
  };

  /** Whether a block of this length fits between the held blocks, or after them. */
  const hasRoom = (bytes: number): boolean => {
    if (program.HEAPU8.length + bytes + MiB < 2 ** 32) return true;
    let end = 0;
    let widest = 0;
    for (const [address, length] of [...held].toSorted(([a], [b]) => a - b)) {
      widest = Math.max(widest, address - end);
      end = address + length;
    }
    return Math.max(widest, program.HEAPU8.length - end) >= bytes + 16 * MiB;
  };

  /** Whether this much more could be allocated. */
  const hasBesides = (bytes: number): boolean => {
    if (program.HEAPU8.length <= watchful) return true;
    const besides = hasRoom(bytes) ? malloc(bytes) >>> 0 : 0;
    if (besides > 0) free(besides);
    return besides > 0;
  };

  program._malloc = (bytes) => {
    if (bytes > mostBytes || !hasRoom(bytes)) throw refusal(bytes);
    const address = malloc(bytes) >>> 0;
    if (address === 0 && bytes > 0) throw refusal(bytes);
    if (!hasBesides(spare)) {
      free(address);
      throw refusal(bytes);
    }
    held.set(address, bytes);
    return address;
  };
  program._free = (address) => {
    held.delete(address >>> 0);
    free(address);
  };
  return (bytes) => {
    if (!hasBesides(bytes + spare)) throw refusal(bytes);
  };
}
