/** Stands for the disk of `@downhill/data` in a page: what is read is fetched from the site itself. */
export const disk = () => ({
  async read(file: string): Promise<Uint8Array | undefined> {
    const { origin } = new URL(import.meta.url);
    if (new URL(file, import.meta.url).origin !== origin) return undefined;
    const answer = await fetch(file);
    // A server may answer with a page where there is no file.
    if (!answer.ok || (answer.headers.get("content-type") ?? "").includes("html")) return undefined;
    return new Uint8Array(await answer.arrayBuffer());
  },
  write: (file: string): Promise<never> => Promise.reject(new Error(`${file}: a page cannot write files`)),
  join: (...parts: readonly string[]): string => parts.join("/").replace(/([^:/])\/+/g, "$1/"),
  pathOf: (place: URL): string => place.href,
  cache: "",
});
