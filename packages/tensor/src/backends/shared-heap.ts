/**
 * Starts a WebAssembly program with its memory marked as shared, so that other threads may work on its heap. Nothing
 * else about the program changes: it still runs in one thread. A page may share memory only if its server isolates it,
 * so this is for Node.
 */
export async function withSharedHeap(start: () => Promise<void>): Promise<void> {
  const { instantiate } = WebAssembly;
  const sharing = (bytes: BufferSource, imports?: WebAssembly.Imports) =>
    instantiate(withSharedMemory(bytes), imports);
  WebAssembly.instantiate = sharing as typeof instantiate;
  try {
    await start();
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

/** Whether threads may share this memory. */
export const isShared = ({ buffer }: WebAssembly.Memory): boolean =>
  typeof SharedArrayBuffer === "function" && (buffer as ArrayBufferLike) instanceof SharedArrayBuffer;

const memorySection = 5;
const [hasMaximum, shared] = [1, 2];

/**
 * The same program with shared memory; unchanged if it defines no memory, or no maximum, which shared memory needs. A
 * binary is a header of 8 bytes and sections: a number, a length, and as many bytes.
 *
 * @see {@link https://webassembly.github.io/spec/core/binary/modules.html} and its threads proposal, "Limits"
 */
export function withSharedMemory(source: BufferSource): BufferSource {
  const bytes = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
  for (let at = 8; at < bytes.length;) {
    const section = bytes[at++];
    const { value: length, next } = lebAt(bytes, at);
    if (section === memorySection) {
      const limits = lebAt(bytes, next).next; // after how many memories there are
      if (bytes[limits] !== hasMaximum) return source;
      bytes[limits] = hasMaximum | shared;
      return bytes;
    }
    at = next + length;
  }
  return source;
}

/** A number of the binary format: seven bits per byte, the lowest first, the top bit on all but the last. */
function lebAt(bytes: Uint8Array, at: number): { readonly value: number; readonly next: number } {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]!;
    value |= (byte & 127) << shift;
    if (byte < 128) return { value: value >>> 0, next: at };
  }
}
