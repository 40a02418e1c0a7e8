#!/usr/bin/env node
// In the course's repository the command runs from its TypeScript source, so that no build is needed; elsewhere as published.
const published = import.meta.url.includes("/node_modules/");
if (!published) (await import("tsx/esm/api")).register();

const { main } = await import(
  new URL(published ? "../dist/commands/cli.js" : "../src/commands/cli.ts", import.meta.url).href
);
process.exitCode = await main(process.argv.slice(2));
