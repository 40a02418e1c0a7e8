import type { Bilingual } from "@downhill/tensor";

// Not written as new URL(…, import.meta.url): bundlers would take the folder for a module.
const here = import.meta.url;

/**
 * The folder of the files that ship with this package. This module sits at the same depth in the package as the built
 * one.
 */
export const assetsFolder = (): URL => new URL("../assets/", here);

/** What to do when one of these files is missing or changed. */
export const reinstall: Bilingual = { en: "install @downhill/data again", zh: "请重新安装 @downhill/data" };
