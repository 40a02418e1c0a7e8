import { checkReading, type Contents, contents, type ReadOptions, type Source } from "./contents.ts";

/** The arrays that an IDX file may hold, one per type code of the format. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** What an IDX file holds: `data` in row-major order, `shape` its sizes, outermost first. */
export interface Idx {
  readonly shape: readonly number[];
  readonly data: IdxData;
}

interface Element {
  readonly bytes: number;
  read(view: DataView, count: number): IdxData;
}

/** Numbers wider than a byte are stored big-endian, whatever the machine's own order is. */
const elements: Readonly<Record<number, Element>> = {
  0x08: { bytes: 1, read: (v, n) => new Uint8Array(v.buffer, v.byteOffset, n).slice() },
  0x09: { bytes: 1, read: (v, n) => new Int8Array(v.buffer, v.byteOffset, n).slice() },
  0x0b: { bytes: 2, read: (v, n) => Int16Array.from({ length: n }, (_, i) => v.getInt16(2 * i)) },
  0x0c: { bytes: 4, read: (v, n) => Int32Array.from({ length: n }, (_, i) => v.getInt32(4 * i)) },
  0x0d: { bytes: 4, read: (v, n) => Float32Array.from({ length: n }, (_, i) => v.getFloat32(4 * i)) },
  0x0e: { bytes: 8, read: (v, n) => Float64Array.from({ length: n }, (_, i) => v.getFloat64(8 * i)) },
};

const hex = (byte: number) => `0x${byte.toString(16).padStart(2, "0")}`;
function parse({ bytes, refuse }: Contents): Idx {
  if (bytes.length < 4) {
    throw refuse.byte(
      bytes.length,
      "the file ends inside the 4-byte magic number",
      "文件在 4 字节魔数之内就结束了",
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second, code, rank] = Array.from(bytes.subarray(0, 4)) as [number, number, number, number];
  if (first !== 0 || second !== 0) {
    throw refuse.byte(
      first === 0 ? 1 : 0,
      `an IDX file starts with two zero bytes, this one with ${hex(first)} ${hex(second)}, so it is damaged or of another format`,
      `IDX 文件以两个零字节开头，这里却是 ${hex(first)} ${hex(second)}，文件已损坏或是别的格式`,
    );
  }
  const element = elements[code];
  if (element === undefined) {
    const known = Object.keys(elements).map((key) => hex(Number(key)));
    throw refuse.byte(
      2,
      `type code ${hex(code)} is none of ${known.join(", ")}`,
      `类型码 ${hex(code)} 不在 ${known.join("、")} 之中`,
    );
  }
  if (rank === 0) throw refuse.byte(3, "the file declares no dimension", "文件没有声明任何维度");
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    throw refuse.byte(
      bytes.length,
      `the file ends inside its header of ${start} bytes`,
      `文件在 ${start} 字节的文件头之内就结束了`,
    );
  }
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const count = shape.reduce((product, length) => product * length, 1);
  const promised = count * element.bytes;
  const found = bytes.length - start;
  const sizes = `${shape.join("×")}${element.bytes > 1 ? `×${element.bytes}` : ""} = ${promised}`;
  if (found < promised) {
    throw refuse.byte(
      bytes.length,
      `the header promises ${sizes} bytes of data and the file ends after ${found}`,
      `文件头声明了 ${sizes} 字节的数据，文件却在 ${found} 字节后结束`,
    );
  }
  if (found > promised) {
    throw refuse.byte(
      start + promised,
      `the header promises ${sizes} bytes of data and ${found - promised} more follow`,
      `文件头声明了 ${sizes} 字节的数据，其后却多出 ${found - promised} 字节`,
    );
  }
  return { shape, data: element.read(new DataView(bytes.buffer, bytes.byteOffset + start, promised), count) };
}

/**
 * Reads an IDX file, the format of MNIST and Fashion-MNIST, raw or packed with gzip.
 *
 * The header is `00 00 type rank` and one big-endian 32-bit size per dimension; the numbers follow in row-major order.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, byte offset and remedy when the file is cut short, has bytes too many, a wrong magic
 * number or an unknown type; byte offsets count unpacked bytes.
 * @example
 * ```ts
 * import { readIdx } from "@downhill/data";
 * const { shape, data } = await readIdx(new Uint8Array([0, 0, 8, 1, 0, 0, 0, 2, 7, 9]));
 * console.log(shape, data); // [ 2 ] Uint8Array(2) [ 7, 9 ]
 * ```
 * @see LeCun, Cortes and Burges, "The MNIST database of handwritten digits", file formats.
 */
export async function readIdx(source: Source, options: ReadOptions = {}): Promise<Idx> {
  checkReading("readIdx", options);
  return parse(await contents(source, options, "IDX data"));
}
