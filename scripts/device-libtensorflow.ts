import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** The inputs for compiling the addon: TensorFlow's headers, and the libraries to link. */
export interface Libtensorflow {
  readonly folder: string;
  readonly include: string;
  readonly libraries: readonly string[];
}

/** `libtensorflow_cc.so.2` in pip's packages, `libtensorflow.so` in TensorFlow's own archives, `.dylib` on a Mac. */
const names = ["tensorflow_cc", "tensorflow", "tensorflow_framework"];
const endings = /\.(so|dylib)$|\.so\.\d+$|\.\d+\.dylib$/;

/**
 * Finds libtensorflow in a folder: pip's package `tensorflow`, the folder that holds it, or TensorFlow's unpacked archive
 * for C.
 */
export function libtensorflowIn(given: string): Libtensorflow | undefined {
  const folder = path.resolve(given);
  for (const base of [folder, path.join(folder, "tensorflow"), path.dirname(folder)]) {
    const include = path.join(base, "include");
    if (!existsSync(path.join(include, "tensorflow", "c", "eager", "c_api.h"))) continue;
    for (const place of [base, path.join(base, "lib")]) {
      const files = existsSync(place) ? readdirSync(place).filter((file) => endings.test(file)) : [];
      const found = names.flatMap((name) =>
        files
          .filter((file) => file.startsWith(`lib${name}.`))
          .toSorted()
          .slice(0, 1),
      );
      if (found.some((file) => !file.startsWith("libtensorflow_framework")))
        return { folder: place, include, libraries: found.map((file) => path.join(place, file)) };
    }
  }
  return undefined;
}

/** A fingerprint of libtensorflow that does not read its 800 MB. */
export const signatureOf = ({ libraries }: Libtensorflow): readonly string[] =>
  libraries.map((file) => {
    const { size, mtimeMs } = statSync(file);
    return `${file} ${size} ${Math.round(mtimeMs)}`;
  });
