import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { build, type Rollup } from "vite";
import { chromium } from "./chromium.ts";

/** What a page is made of, by the path that the browser asks for. */
type Files = ReadonlyMap<string, { readonly type: string; readonly body: string | Uint8Array }>;

/** Bundles a program from the packages' sources as any user of vite would, in memory. */
async function bundle(entry: string): Promise<Files> {
  const { output } = (await build({
    configFile: false,
    logLevel: "silent",
    root: path.dirname(entry),
    resolve: { conditions: ["@downhill/source", "browser", "import", "module", "default"] },
    build: { write: false, minify: false, target: "es2022", rollupOptions: { input: entry } },
  })) as Rollup.RollupOutput;
  const start = output.find((each) => each.type === "chunk" && each.isEntry)!.fileName;
  const html = `<!doctype html><meta charset="utf-8"><title>webgpu</title><script type="module" src="/${start}"></script>`;
  return new Map([
    ["/", { type: "text/html", body: html }],
    ...output.map(
      (each) =>
        [
          `/${each.fileName}`,
          each.type === "chunk"
            ? { type: "text/javascript", body: each.code }
            : { type: "application/octet-stream", body: each.source },
        ] as const,
    ),
  ]);
}

/** Serves the files only to this machine, and waits for what the page posts to `/answer`. */
async function serve(files: Files) {
  let answered = (_body: string): void => undefined;
  const answer = new Promise<string>((resolve) => (answered = resolve));
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      void text(request).then((body) => {
        response.end();
        answered(body);
      });
      return;
    }
    const file = files.get(request.url ?? "/");
    response.writeHead(file === undefined ? 404 : 200, { "content-type": file?.type ?? "text/plain" });
    response.end(file?.body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, answer, [Symbol.dispose]: () => void server.close() };
}

/**
 * Opens a program in a headless Chromium whose WebGPU is SwiftShader's, and returns what it posts.
 *
 * @param timeout in milliseconds, for the page's own work.
 */
export async function answerOf<T>(entry: string, timeout: number): Promise<T> {
  using page = await serve(await bundle(entry));
  const profile = mkdtempSync(path.join(tmpdir(), "downhill-chromium-"));
  const flags = [
    "--headless",
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    `--user-data-dir=${profile}`,
    // Chromium's sandbox refuses root; the page is ours.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
  const browser = spawn(chromium() ?? "chromium", [...flags, page.url], {
    stdio: "ignore",
    detached: process.platform !== "win32",
  });
  const ended = once(browser, "exit");
  const clock = new AbortController();
  try {
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => reject(new Error(`the page did not answer in ${timeout} ms`)), timeout);
      clock.signal.addEventListener("abort", () => clearTimeout(timer));
    });
    const gone = ended.then(([code]) => {
      throw new Error(`Chromium ended with ${String(code)} before the page answered`);
    });
    return JSON.parse(await Promise.race([page.answer, gone, late])) as T;
  } finally {
    clock.abort();
    endAll(browser);
    await ended.catch(() => undefined);
    await remove(profile);
  }
}

/** Ends a browser and its helpers, which form a separate process group, except on Windows. */
function endAll(browser: ChildProcess): void {
  if (browser.exitCode !== null) return;
  if (process.platform === "win32" || browser.pid === undefined) browser.kill();
  else process.kill(-browser.pid, "SIGKILL");
}

/** Removes a folder into which a process that is about to end may still write; after five seconds it is left to the system. */
async function remove(folder: string): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    try {
      rmSync(folder, { recursive: true, force: true });
      return;
    } catch {
      await sleep(100);
    }
  }
}
