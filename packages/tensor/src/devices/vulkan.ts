import type * as FileSystem from "node:fs";
import type * as Paths from "node:path";
import { isThere } from "./is-there.ts";

/** Where Debian's Chromium keeps a Vulkan loader and SwiftShader, a Vulkan driver that runs on the CPU. */
const chromium = "/usr/lib/chromium";
const files = ["VK_DRIVER_FILES", "VK_ICD_FILENAMES"] as const;

const node = (): { readonly fs: typeof FileSystem; readonly path: typeof Paths } => ({
  fs: process.getBuiltinModule("node:fs"),
  path: process.getBuiltinModule("node:path"),
});

/** Linux reaches a GPU through Vulkan; elsewhere this does nothing. */
export const needsVulkan = (): boolean => process.platform === "linux";

/**
 * Loads `libvulkan.so.1` into the process and returns whether that worked. Without it Dawn prints to stderr. Chromium's
 * copy is not on the linker's path, so it is opened by its path and stays loaded (`RTLD_NODELETE`); asking for it by
 * name then finds it.
 */
export function loadVulkan(): boolean {
  const stay = 0x1000;
  const open = (library: string): boolean => {
    try {
      process.dlopen({ exports: {} }, library, 2 | stay);
      return true;
    } catch (error) {
      // It is not a Node addon, but Node reports that only after opening it.
      return String(error).includes("did not self-register");
    }
  };
  return open("libvulkan.so.1") || open(`${chromium}/libvulkan.so.1`);
}

/** The description of SwiftShader for a Vulkan loader, where it is installed. */
export function swiftShader(): string | undefined {
  const file = `${chromium}/vk_swiftshader_icd.json`;
  return isThere(node().fs, file) ? file : undefined;
}

/**
 * Whether any Vulkan driver is installed, by the loader's rules: only the ones that the environment names, or the ones in
 * its folders and the ones that the environment adds.
 */
export function hasDriver(): boolean {
  const { fs, path } = node();
  const listed = (name: string, between = path.delimiter): readonly string[] =>
    (process.env[name] ?? "").split(between).filter((place) => place !== "");
  const driver = (place: string): boolean =>
    isThere(fs, place) &&
    (fs.statSync(place).isDirectory()
      ? fs.readdirSync(place).some((file) => file.endsWith(".json"))
      : place.endsWith(".json"));
  const alone = files.map((name) => listed(name)).find((named) => named.length > 0);
  if (alone !== undefined) return alone.some(driver);
  const own = process.env["XDG_DATA_HOME"] ?? path.join(process.env["HOME"] ?? "/", ".local", "share");
  const shared = [
    "/usr/share",
    "/usr/local/share",
    "/run/opengl-driver/share",
    own,
    ...listed("XDG_DATA_DIRS", ":"),
  ];
  const folders = ["/etc", "/usr/local/etc", ...shared].map((folder) => path.join(folder, "vulkan", "icd.d"));
  return [...listed("VK_ADD_DRIVER_FILES"), ...folders].some(driver);
}

/** Runs something while a Vulkan loader sees no driver but the one given. */
export async function withDriver<T>(driver: string | undefined, run: () => Promise<T>): Promise<T> {
  if (driver === undefined) return run();
  const before = files.map((name) => process.env[name]);
  for (const name of files) process.env[name] = driver;
  try {
    return await run();
  } finally {
    files.forEach((name, i) => {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    });
  }
}
