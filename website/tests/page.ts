import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axeCore from "axe-core";
import { expect, type Page, test as base } from "@playwright/test";

export { expect };

/** A test whose page must not write an error to the console or request anything from another host. */
export const test = base.extend({
  page: async ({ page, baseURL }, use) => {
    const errors: string[] = [];
    const strangers: string[] = [];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol.startsWith("http") && origin !== baseURL) strangers.push(request.url());
    });
    await use(page);
    expect(errors, "errors on the console").toEqual([]);
    expect(strangers, "requests to other hosts").toEqual([]);
  },
});

const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

/** The violations axe finds on the page, or in a part of it: WCAG 2.2 A and AA, and best practices. */
export async function violations(page: Page, within = "html"): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (within) => {
    const { axe } = globalThis as unknown as { axe: typeof axeCore };
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    // axe does not read MathML, so it takes a header that is a formula for an empty one.
    const rules = { "empty-table-header": { enabled: false } };
    const found = await axe.run(within, { runOnly, rules });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
  }, within);
}
