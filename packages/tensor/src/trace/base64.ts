import { arrayOf, type DType, type TypedArray } from "../dtype.ts";

/** The bytes of a typed array, lowest byte first as in memory, in base64 (RFC 4648). */
export function toBase64(data: TypedArray): string {
  let text = "";
  for (const byte of new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    text += String.fromCharCode(byte);
  return btoa(text);
}

/** The array that was written; `undefined` unless it has the expected number of elements. */
export function fromBase64(text: string, dtype: DType, size: number): TypedArray | undefined {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
  } catch {
    return undefined;
  }
  const { BYTES_PER_ELEMENT } = arrayOf[dtype];
  return bytes.length === size * BYTES_PER_ELEMENT ? new arrayOf[dtype](bytes.buffer) : undefined;
}
