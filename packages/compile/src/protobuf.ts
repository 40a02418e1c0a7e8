/*
 * The wire format of Protocol Buffers, as far as writing ONNX needs it: a message is its fields one after another, each
 * a key (its number and how it is written) and its value. https://protobuf.dev/programming-guides/encoding/
 */

/** How a value is written: a number in steps of 7 bits, 4 bytes, or a length and as many bytes. */
const wire = { varint: 0, bytes: 2, four: 5 } as const;

/** A message's bytes, in parts; joined once, at the end, because weights may be large. */
export type Message = readonly Uint8Array[];

/** A whole number in steps of 7 bits, the lowest first; a negative one as 64 bits of two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.of(...bytes, Number(rest));
}

const key = (field: number, how: keyof typeof wire): Uint8Array => varint(field * 8 + wire[how]);

/** A field that holds a whole number. */
export const whole = (field: number, value: number): Message => [key(field, "varint"), varint(value)];

/** A field that holds a float32. */
export const float = (field: number, value: number): Message => [
  key(field, "four"),
  littleEndian(Float32Array.of(value)),
];

/** A field that holds bytes. */
export const bytes = (field: number, value: Uint8Array): Message => [
  key(field, "bytes"),
  varint(value.length),
  value,
];

/** A field that holds text. */
export const text = (field: number, value: string): Message => bytes(field, new TextEncoder().encode(value));

/** A field that holds a message. */
export const message = (field: number, ...parts: readonly Message[]): Message => {
  const inside = parts.flat();
  const length = inside.reduce((total, part) => total + part.length, 0);
  return [key(field, "bytes"), varint(length), ...inside];
};

/** All parts as one array. */
export function joined(parts: Message): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** An array's bytes, the lowest of each element first. */
export function littleEndian(data: ArrayBufferView): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 1) return raw;
  const width = (data as ArrayBufferView & { readonly BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
  return raw.map((_, i) => raw[i - (i % width) + width - 1 - (i % width)]!);
}
