import { DataError } from "../data-error.ts";

/** Where the authors of Fashion-MNIST publish it. The host offers no https; each file's SHA-256 is checked instead. */
export const upstream = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

/** The sizes of the published files, in bytes. */
export const upstreamBytes = {
  "train-images-idx3-ubyte.gz": 26_421_880,
  "train-labels-idx1-ubyte.gz": 29_515,
  "t10k-images-idx3-ubyte.gz": 4_422_102,
  "t10k-labels-idx1-ubyte.gz": 5_148,
} as const satisfies Readonly<Record<string, number>>;

/** Milliseconds. */
const patience = 600_000;

/**
 * Fetches one file; gives up after ten minutes.
 *
 * @throws DataError when the host does not answer, or answers with an error
 */
export async function download(url: string, signal = AbortSignal.timeout(patience)): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? `${message}: ${cause.message}` : message;
    throw new DataError("fetch-failed", {
      en: `${url}: the file could not be fetched (${reason}); check the network, or put the file into a folder and pass that as root.`,
      zh: `${url}：下载失败（${reason}）；请检查网络，或把文件放进一个文件夹并用 root 指定。`,
    });
  }
}
