#!/usr/bin/env node
// In the course's repository the command runs from its TypeScript source, so that no build is needed; elsewhere as
// published.
const published = import.meta.url.includes("/node_modules/");
const module = published
  ? new URL("../dist/commands/cli.js", import.meta.url).href
  : await (await import("./command-from-source.mjs")).commandFromSource();

const { main } = await import(module);
process.exitCode = await main(process.argv.slice(2));
