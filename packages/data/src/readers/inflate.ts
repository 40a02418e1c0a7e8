/** How unpacking ended, and the bytes it produced until then. */
export interface Unpacked {
  readonly end: "whole" | "damaged" | "too long";
  readonly bytes: Uint8Array;
}

/**
 * Unpacks gzip or zlib ("deflate") bytes, verifies their checksum, and stops once the output exceeds `limit` bytes.
 *
 * @see RFC 1952, "GZIP file format specification", §2.3; RFC 1950, "ZLIB Compressed Data Format", §2.2.
 */
export async function inflate(
  format: "gzip" | "deflate",
  packed: Uint8Array,
  limit: number,
): Promise<Unpacked> {
  const stream = new DecompressionStream(format);
  const writer = stream.writable.getWriter();
  // A damaged stream rejects at both ends; the reading end below reports it.
  writer
    .write(new Uint8Array(packed))
    .then(() => writer.close())
    .catch(() => undefined);
  const reader = stream.readable.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  let end: Unpacked["end"] = "whole";
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      total += next.value.length;
      if (total > limit) {
        end = "too long";
        await reader.cancel();
        break;
      }
    }
  } catch {
    end = "damaged";
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { end, bytes };
}
