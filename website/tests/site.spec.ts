import { referencePages } from "../reference-pages.ts";
import { expect, test, violations } from "./page.ts";

const both = ["light", "dark"] as const;
const pages = [
  ["", both],
  ["lessons", both],
  ["lessons/02-gradient-descent", both],
  ["lessons/04-autograd", ["light"]],
  ["lessons/06-momentum", ["light"]],
  ["lessons/08-adam", ["dark"]],
  ["lessons/13-clipping", ["light"]],
  ["chapters/003", both],
  ["reference", both],
  ...referencePages
    .filter((page) => page !== "reference")
    .map((page) => [`reference/${page}`, ["light"]] as const),
] as const;

for (const prefix of ["/", "/zh-Hans/"]) {
  for (const [path, schemes] of pages) {
    for (const colorScheme of schemes) {
      test(`no accessibility violation: ${prefix}${path}, ${colorScheme}`, async ({ page }) => {
        // Checking hundreds of formulas takes long.
        if (path === "reference") test.slow();
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.goto(prefix + path);
        await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
        expect(await violations(page)).toEqual([]);
      });
    }
  }
}

test("the language is switched on the same page and back", async ({ page }) => {
  await page.goto("/lessons/02-gradient-descent");
  const english = await page.locator("h1").textContent();
  await page.getByRole("button", { name: "English" }).hover();
  await page.getByRole("link", { name: "简体中文" }).click();
  await expect(page).toHaveURL(/\/zh-Hans\/lessons\/02-gradient-descent$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans");
  await expect(page.locator("h1")).toHaveText(/\p{Script=Han}/u);
  await page.getByRole("button", { name: "简体中文" }).hover();
  await page.getByRole("link", { name: "English" }).click();
  await expect(page.locator("h1")).toHaveText(english!);
});

test("the landing page is in Chinese under /zh-Hans/", async ({ page }) => {
  await page.goto("/zh-Hans/");
  await expect(page.getByRole("heading", { level: 1, name: "下山" })).toBeVisible();
});

for (const [prefix, term, page_] of [
  ["/", "gradient descent", /\/lessons/],
  ["/", "bias correction", /08-adam|optimizers\/adam|conventions/],
  ["/", "epsilon", /optimizers\/adam|conventions/],
  ["/", "weight decay", /regularizers\/decay/],
  ["/", "clip_grad_norm_", /optimizers\/clipByGlobalNorm/],
  ["/zh-Hans/", "梯度下降", /\/lessons/],
  ["/zh-Hans/", "过拟合", /17-generalization/],
  ["/zh-Hans/", "动量", /06-momentum|optimizers\/momentum/],
  ["/zh-Hans/", "批归一化", /layers\/batchNorm/],
] as const) {
  test(`search finds "${term}" in ${prefix}`, async ({ page }) => {
    await page.goto(prefix);
    const box = page.locator(".navbar__search-input");
    await box.click();
    await box.pressSequentially(term, { delay: 30 });
    const hit = page.locator("[class*=suggestion] [class*=hitTitle]").first();
    await expect(hit).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await hit.click();
    await expect(page).toHaveURL(page_);
  });
}

test("a hit of the search is chosen by the keyboard", async ({ page }) => {
  await page.goto("/");
  const box = page.locator(".navbar__search-input");
  await box.click();
  await box.pressSequentially("gradient descent", { delay: 30 });
  await expect(page.locator("[class*=suggestion] [class*=hitTitle]").first()).toBeVisible();
  await box.press("ArrowDown");
  await box.press("Enter");
  await expect(page).toHaveURL(/\/(?:lessons|reference)\//);
});

test("the rules stand still for readers who prefer reduced motion, and move for others", async ({ page }) => {
  const trail = page.locator("figure polyline").nth(1);
  const count = async () => ((await trail.getAttribute("points")) ?? "").split(" ").length;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/");
  await expect.poll(count).toBeGreaterThan(20);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await page.reload();
  await expect.poll(count).toBeLessThan(15);
  await expect.poll(count).toBeGreaterThan(20);
});

test("the start on the landing page is moved by the keyboard, and the walks follow", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/");
  const start = page.getByRole("slider", { name: "Start" });
  const trail = page.locator("figure polyline").first();
  await expect(trail).toBeAttached();
  const before = await trail.getAttribute("points");
  await start.focus();
  await page.keyboard.press("ArrowRight");
  await expect(start).toHaveAttribute("aria-valuenow", "-0.4");
  expect(await trail.getAttribute("points")).not.toBe(before);
  await expect(page.locator("figure [aria-live]")).toHaveText(
    /Gradient descent arrives at height −?\d\.\d\d after \d+ steps/,
  );
  await page.keyboard.press("Home");
  await expect(trail).toHaveAttribute("points", before!);
});

test("the landing page's caption states what each figure is", async ({ page }) => {
  await page.goto("/");
  const rates = await page.locator("figure tbody td:nth-child(2)").allTextContents();
  expect(rates).toEqual(["0.4", "0.1", "0.32"]);
  await expect(page.locator("figcaption")).toContainText(
    "over 180 starts it arrives after 8 steps on average",
  );
});

test("no script of the site carries TensorFlow.js", async ({ page }) => {
  const scripts: string[] = [];
  page.on("response", async (response) => {
    if (response.url().endsWith(".js")) scripts.push(await response.text().catch(() => ""));
  });
  await page.goto("/lessons/02-gradient-descent", { waitUntil: "networkidle" });
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((text) => /tfjs|tensorflow\/|WASM_HAS/.test(text)).length).toBe(0);
});
