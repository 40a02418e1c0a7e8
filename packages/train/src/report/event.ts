import crc32c from "crc-32/crc32c.js";

/** The contents of an event: the file's version, the step from which earlier events no longer count, or numbers by name. */
export type Event = { readonly wallTime: number } & (
  | { readonly fileVersion: string }
  | { readonly step: number; readonly restart: true }
  | { readonly step: number; readonly scalars: Readonly<Record<string, number>> }
);

/** How a field's value is laid out: a varint, 8 bytes, bytes after their length, 4 bytes. */
const wire = { varint: 0, eight: 1, bytes: 2, four: 5 } as const;

/** A whole number of at least 0, seven bits per byte, the lowest first. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

const field = (number: number, type: keyof typeof wire, value: ArrayLike<number>): number[] => [
  ...varint(number * 8 + wire[type]),
  ...(type === "bytes" ? varint(value.length) : []),
  ...Array.from(value),
];

function float(bytes: 4 | 8, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(bytes));
  if (bytes === 8) view.setFloat64(0, value, true);
  else view.setFloat32(0, value, true);
  return new Uint8Array(view.buffer);
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** The message `Event` of TensorFlow's event.proto. A step of 0 is left out, as protocol buffers do. */
function message(event: Event): Uint8Array {
  const step = "step" in event && event.step > 0 ? field(2, "varint", varint(event.step)) : [];
  return Uint8Array.from([...field(1, "eight", float(8, event.wallTime)), ...step, ...content(event)]);
}

function content(event: Event): number[] {
  if ("fileVersion" in event) return field(3, "bytes", text(event.fileVersion));
  if ("restart" in event) return field(7, "bytes", field(1, "varint", [1]));
  const values = Object.entries(event.scalars).flatMap(([tag, value]) =>
    field(1, "bytes", [...field(1, "bytes", text(tag)), ...field(2, "four", float(4, value))]),
  );
  return field(5, "bytes", values);
}

/** A CRC-32C, rotated and shifted, so that the checksum of data that contain checksums differs. */
function masked(bytes: Uint8Array): number {
  const sum = crc32c.buf(bytes) >>> 0;
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}

/**
 * An event as a record of an event file: its length in 8 bytes, the length's sum, the message, the message's sum.
 *
 * @see TensorFlow's documentation, "TFRecord and tf.train.Example", section "TFRecords format details".
 */
export function record(event: Event): Uint8Array {
  const data = message(event);
  const bytes = new Uint8Array(data.length + 16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, masked(bytes.subarray(0, 8)), true);
  bytes.set(data, 12);
  view.setUint32(12 + data.length, masked(data), true);
  return bytes;
}
