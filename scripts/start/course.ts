import path from "node:path";

/** The course's folder, and the files in it that a first run reads and writes. */
export const root = path.resolve(import.meta.dirname, "..", "..");
export const labFolder = path.join(root, "labs", "00-hello");
export const checkpointFile = path.join(root, ".downhill", "start.safetensors");
export const curveFile = path.join(root, "out", "loss.svg");

/** The requested checkpoint: the last, or the named one, relative to the course's folder. */
export const checkpointOf = (resume: true | string): string =>
  resume === true ? checkpointFile : path.resolve(root, resume);

/** A file's name relative to the course's folder. */
export const shown = (file: string): string => path.relative(root, file).replaceAll("\\", "/");
