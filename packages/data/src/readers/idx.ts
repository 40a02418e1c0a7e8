import { checkReading, type Contents, contents, type ReadOptions, type Source } from "./contents.ts";

/** The arrays that an IDX file may hold, one per type code of the format. */
export type IdxData = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;

/** The contents of an IDX file: `data` in row-major order, `shape` with the outermost size first. */
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
    throw refuse.byte("damaged", bytes.length, {
      en: "the file ends inside the 4-byte magic number",
      zh: "文件在 4 字节魔数之内就结束了",
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, second, code, rank] = Array.from(bytes.subarray(0, 4)) as [number, number, number, number];
  if (first !== 0 || second !== 0) {
    throw refuse.byte("wrong-file", first === 0 ? 1 : 0, {
      en: `an IDX file starts with two zero bytes, but this one starts with ${hex(first)} ${hex(second)}, so it is damaged or in another format`,
      zh: `IDX 文件以两个零字节开头，这里却是 ${hex(first)} ${hex(second)}，文件已损坏或是别的格式`,
    });
  }
  const element = elements[code];
  if (element === undefined) {
    const known = Object.keys(elements).map((key) => hex(Number(key)));
    throw refuse.byte("unsupported", 2, {
      en: `type code ${hex(code)} is not one of ${known.join(", ")}`,
      zh: `类型码 ${hex(code)} 不在 ${known.join("、")} 之中`,
    });
  }
  if (rank === 0)
    throw refuse.byte("damaged", 3, { en: "the file declares no dimensions", zh: "文件没有声明任何维度" });
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    throw refuse.byte("damaged", bytes.length, {
      en: `the file ends inside its ${start}-byte header`,
      zh: `文件在 ${start} 字节的文件头之内就结束了`,
    });
  }
  const shape = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const count = shape.reduce((product, length) => product * length, 1);
  const promised = count * element.bytes;
  const found = bytes.length - start;
  const sizes = `${shape.join("×")}${element.bytes > 1 ? `×${element.bytes}` : ""} = ${promised}`;
  if (found < promised) {
    throw refuse.byte("damaged", bytes.length, {
      en: `the header declares ${sizes} bytes of data, but the file ends after ${found}`,
      zh: `文件头声明了 ${sizes} 字节的数据，文件却在 ${found} 字节后结束`,
    });
  }
  if (found > promised) {
    throw refuse.byte("damaged", start + promised, {
      en: `the header declares ${sizes} bytes of data, but ${found - promised} more follow`,
      zh: `文件头声明了 ${sizes} 字节的数据，其后却多出 ${found - promised} 字节`,
    });
  }
  return { shape, data: element.read(new DataView(bytes.buffer, bytes.byteOffset + start, promised), count) };
}

/**
 * Reads an IDX file, the format of MNIST and Fashion-MNIST, raw or packed with gzip.
 *
 * The header is `00 00 type rank` and one big-endian 32-bit size per dimension; the numbers follow in row-major order.
 *
 * @param source the file's bytes, or its path
 * @throws DataError with file, byte offset and remedy if the file is truncated, has extra bytes, a wrong magic number
 * or an unknown type; byte offsets count unpacked bytes.
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
