/** A short name for the bytes of some arrays; equal bytes give equal names: eight hexadecimal digits (FNV-1a over 32-bit words). */
export function fingerprint(...arrays: readonly ArrayBufferView[]): string {
  let hash = 0x811c9dc5;
  const take = (word: number): void => void (hash = Math.imul(hash ^ word, 0x01000193));
  for (const { buffer, byteOffset, byteLength } of arrays) {
    const bytes = new DataView(buffer, byteOffset, byteLength);
    let at = 0;
    for (; at + 4 <= byteLength; at += 4) take(bytes.getInt32(at, true));
    for (; at < byteLength; at++) take(bytes.getUint8(at));
    take(byteLength);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
