import type { Refusal } from "../contents.ts";
import type { Chunk } from "./chunks.ts";

/** The image properties in a PNG header. */
export interface Header {
  readonly width: number;
  readonly height: number;
  /** Bits of one sample. */
  readonly depth: number;
  readonly kind: "grey" | "rgb" | "palette" | "grey-alpha" | "rgba";
  /** Samples per pixel in the file; a palette index counts as one. */
  readonly samples: number;
  readonly interlaced: boolean;
}

const kinds: Readonly<
  Record<number, Pick<Header, "kind" | "samples"> & { readonly depths: readonly number[] }>
> = {
  0: { kind: "grey", samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { kind: "rgb", samples: 3, depths: [8, 16] },
  3: { kind: "palette", samples: 1, depths: [1, 2, 4, 8] },
  4: { kind: "grey-alpha", samples: 2, depths: [8, 16] },
  6: { kind: "rgba", samples: 4, depths: [8, 16] },
};

/**
 * Reads the chunk IHDR.
 *
 * @throws DataError if it is not the first chunk, is not 13 bytes long, or has values that PNG does not define
 * @see ISO/IEC 15948, "Portable Network Graphics (PNG)", §11.2.2.
 */
export function headerOf(first: Chunk, refuse: Refusal): Header {
  const { type, start, data } = first;
  if (type !== "IHDR" || data.length !== 13) {
    throw refuse.byte("damaged", start - 4, {
      en: `the first chunk must be IHDR of 13 bytes, but is ${type} of ${data.length}`,
      zh: `第一个数据块应为 13 字节的 IHDR，这里却是 ${data.length} 字节的 ${type}`,
    });
  }
  const view = new DataView(data.buffer, data.byteOffset, 13);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [depth, colour, compression, filter, interlace] = Array.from(data.subarray(8)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  if (width === 0 || height === 0) {
    throw refuse.byte("damaged", start, {
      en: `the image has ${width}×${height} pixels`,
      zh: `图像有 ${width}×${height} 个像素`,
    });
  }
  const known = kinds[colour];
  if (known === undefined || !known.depths.includes(depth)) {
    throw refuse.byte("unsupported", start + 8, {
      en: `PNG has no images of colour type ${colour} with ${depth} bits`,
      zh: `PNG 没有颜色类型 ${colour}、${depth} 位的图像`,
    });
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw refuse.byte("unsupported", start + 10, {
      en: `compression ${compression}, filter method ${filter} and interlace ${interlace} are not 0, 0 and 0 or 1`,
      zh: `压缩 ${compression}、滤波方法 ${filter}、隔行 ${interlace} 应为 0、0 和 0 或 1`,
    });
  }
  return { width, height, depth, kind: known.kind, samples: known.samples, interlaced: interlace === 1 };
}
