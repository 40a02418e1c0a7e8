import type { Contents, Refusal } from "../contents.ts";

/** A named part of a RIFF file. */
export interface Chunk {
  /** The offset of its content. */
  readonly start: number;
  readonly size: number;
  /** True if the writer did not know the size; the content then runs to the end of the file. */
  readonly streamed: boolean;
}

const header = 8;

/** What programs write if a size is not known yet: 0, or close to 2 GiB or 4 GiB. */
const isOpen = (size: number): boolean => size === 0 || size >= 0x7fff_f000;

const idAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));

/** True if this may be a chunk's name: four ASCII letters, digits or blanks. */
const namedAt = (view: DataView, at: number): boolean =>
  at + header <= view.byteLength && /^[A-Za-z0-9 _]{4}$/.test(idAt(view, at));

/** The place after a chunk: an odd size is followed by a zero byte, which some writers leave out. */
function after(view: DataView, end: number, size: number): number {
  const unpadded = size % 2 === 0 || (namedAt(view, end) && view.getUint8(end) !== 0);
  return unpadded ? end : end + 1;
}

function checkStart(view: DataView, refuse: Refusal): void {
  if (view.byteLength < 12) {
    throw refuse.byte("damaged", view.byteLength, {
      en: "the file ends inside its 12-byte header",
      zh: "文件在 12 字节的文件头之内就结束了",
    });
  }
  const [form, content] = [idAt(view, 0), idAt(view, 8)];
  if (form === "RIFF" && content === "WAVE") return;
  if (["RIFX", "RF64", "BW64"].includes(form) && content === "WAVE") {
    throw refuse.byte(
      "unsupported",
      0,
      {
        en: `this is a WAV file of the kind ${form}, but only the kind RIFF can be read`,
        zh: `这是 ${form} 类的 WAV 文件，只能读取 RIFF 类`,
      },
      { en: "convert it to an ordinary WAV file", zh: "请转换成普通的 WAV 文件" },
    );
  }
  throw refuse.byte("wrong-file", form === "RIFF" ? 8 : 0, {
    en: "a WAV file begins with RIFF, its size and WAVE, so this one is damaged or in another format",
    zh: "WAV 文件以 RIFF、大小和 WAVE 开头，而这个文件不是，它已损坏或是别的格式",
  });
}

/**
 * Returns the chunks `fmt ` and `data`, wherever they are in the file.
 *
 * The chunk sizes decide. The size of the whole file, which writers often get wrong or never fill in, only marks where
 * bytes begin that are not part of the sound.
 *
 * @throws DataError if a chunk before the end of the sound is incomplete, one of the two is missing or occurs twice, or
 * bytes after the sound are not a chunk
 */
export function chunksOf({ bytes, refuse }: Contents): { readonly format: Chunk; readonly data: Chunk } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkStart(view, refuse);
  const length = view.byteLength;
  const claimed = view.getUint32(4, true);
  const end = isOpen(claimed) ? length : header + claimed;
  const found = new Map<string, Chunk>();
  const complete = () => found.has("fmt ") && found.has("data");
  const cut = () =>
    refuse.byte("damaged", length, {
      en: `the header declares ${end} bytes, but the file ends before that`,
      zh: `文件头声明共有 ${end} 字节，文件却提前结束`,
    });
  for (let at = 12; at < (complete() ? Math.min(end, length) : length);) {
    if (complete() && !namedAt(view, at)) {
      checkRest(bytes.subarray(at, Math.min(end, length)), at, !isOpen(claimed), refuse);
      break;
    }
    if (at + header > length) {
      throw end > length
        ? cut()
        : refuse.byte("damaged", at, {
            en: "the file ends inside the header of a chunk",
            zh: "文件在数据块的块头之内就结束了",
          });
    }
    const [id, size] = [idAt(view, at), view.getUint32(at + 4, true)];
    const [start, name] = [at + header, JSON.stringify(id)];
    if ((id === "fmt " || id === "data") && found.has(id)) {
      throw refuse.byte("damaged", at, {
        en: `there is a second chunk ${name}`,
        zh: `出现了第二个数据块 ${name}`,
      });
    }
    const beyond = start + size > length;
    const streamed =
      id === "data" && (size === 0xffff_ffff || (isOpen(claimed) && isOpen(size) && (beyond || size === 0)));
    if (beyond && !streamed) {
      if (complete()) break;
      throw end > length
        ? cut()
        : refuse.byte("damaged", at + 4, {
            en: `the chunk ${name} of ${size} bytes extends past the end of the file`,
            zh: `${size} 字节的数据块 ${name} 超出了文件末尾`,
          });
    }
    found.set(id, { start, size: streamed ? length - start : size, streamed });
    at = streamed ? length : after(view, start + size, size);
  }
  checkNext(view, end, refuse);
  return { format: chunk(found, "fmt ", 16, length, refuse), data: chunk(found, "data", 0, length, refuse) };
}

/** Within the declared file size only chunks and zeros may follow the sound; otherwise the sound's size is wrong. */
function checkRest(rest: Uint8Array, at: number, known: boolean, refuse: Refusal): void {
  if (!known || rest.every((byte) => byte === 0)) return;
  throw refuse.byte("damaged", at, {
    en: `${rest.length} bytes follow the chunk "data" but are not a chunk, so its size is wrong`,
    zh: `数据块 "data" 之后还有 ${rest.length} 字节不构成数据块，可见它的大小有误`,
  });
}

/** Refuses a second sound after the first, which would otherwise be lost silently. */
function checkNext(view: DataView, end: number, refuse: Refusal): void {
  if (end + 12 > view.byteLength || idAt(view, end) !== "RIFF") return;
  throw refuse.byte(
    "damaged",
    end,
    { en: "a second WAV file begins here", zh: "从这里起是另一个 WAV 文件" },
    {
      en: "split the file here",
      zh: "请在此处把文件拆开",
    },
  );
}

function chunk(
  found: ReadonlyMap<string, Chunk>,
  id: string,
  least: number,
  length: number,
  refuse: Refusal,
): Chunk {
  const wanted = found.get(id);
  if (wanted === undefined) {
    const name = JSON.stringify(id);
    throw refuse.byte("damaged", length, {
      en: `the file has no chunk ${name}`,
      zh: `文件结束了，却没有数据块 ${name}`,
    });
  }
  if (wanted.size >= least) return wanted;
  throw refuse.byte("damaged", wanted.start, {
    en: `the chunk ${JSON.stringify(id)} has ${wanted.size} bytes but needs ${least}`,
    zh: `数据块 ${JSON.stringify(id)} 只有 ${wanted.size} 字节，至少需要 ${least} 字节`,
  });
}
