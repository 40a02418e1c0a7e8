import { expect, test, violations } from "./page.ts";

const adam = "/reference/optimizers/adam";

test("a symbol of the formula lights up the line that computes it, by pointer and by keyboard", async ({
  page,
}) => {
  await page.goto(adam);
  const code = page.locator("figure pre code");
  const lit = page.locator("figure pre code[class*=computes]");
  await expect(lit).toHaveCount(0);
  const symbol = page.getByRole("button", { name: "mHat" });
  await symbol.focus();
  await expect(lit).toHaveCount(1);
  await expect(lit).toContainText("const mHat = div(m, sub(1, pow(beta1, t)));");
  await page.keyboard.press("Enter");
  await expect(symbol).toHaveAttribute("aria-pressed", "true");
  await page.locator("[class*='term-vHat']").first().hover();
  await expect(lit).toContainText("const vHat =");
  // From a line to its symbols in the formula.
  await code
    .locator("span", { hasText: /^beta2$/ })
    .first()
    .hover();
  await expect(page.locator("[class*='term-beta2'][class*=lit]")).not.toHaveCount(0);
});

test("Adam's five lines are on the first screen of their page", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(adam);
  const box = await page.locator("figure pre").first().boundingBox();
  expect(box!.y + box!.height).toBeLessThan(800);
});

test("formulas are copied as TeX", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/lessons/08-adam");
  const copied = await page.evaluate(async () => {
    const formula = document.querySelector(".formula-display")!;
    document.getSelection()!.selectAllChildren(formula);
    document.execCommand("copy");
    return navigator.clipboard.readText();
  });
  expect(copied.trim()).toBe(
    String.raw`$$
\begin{aligned}
m_t &= \beta_1\,m_{t-1} + (1-\beta_1)\,g_t \\
v_t &= \beta_2\,v_{t-1} + (1-\beta_2)\,g_t^2
\end{aligned}
$$`,
  );
});

test("a formula beside its code is copied as TeX too", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(adam);
  const copied = await page.evaluate(async () => {
    document.getSelection()!.selectAllChildren(document.querySelector("section [data-tex]")!);
    document.execCommand("copy");
    return navigator.clipboard.readText();
  });
  expect(copied).toContain(String.raw`v_t &= \beta_2 v_{t-1} + (1-\beta_2)\,g_t^2`);
});

test("a row of the reference has an address", async ({ page }) => {
  await page.goto("/reference#rmsprop");
  await expect(page.locator("tr#rmsprop")).toBeInViewport();
});

const samples = [
  ["optimizers/rmsprop", "RMSprop", "RMSprop"],
  ["schedules/warmup", "Linear warm-up", "线性预热"],
  ["regularizers/proximalL1", "Proximal L1 (soft thresholding)", "近端 L1（软阈值）"],
  ["losses/huber", "Huber loss", "Huber 损失"],
  ["layers/batchNorm", "Batch normalisation", "批量归一化"],
  ["ops/logSumExp", "Log-sum-exp", "指数和的对数"],
] as const;

for (const [page_, english, chinese] of samples) {
  for (const [prefix, title] of [
    ["", english],
    ["/zh-Hans", chinese],
  ] as const) {
    test(`the page of a function has its formula, code and evidence: ${prefix}/reference/${page_}`, async ({
      page,
    }) => {
      for (const [width, colorScheme] of [
        [1280, "light"],
        [360, "dark"],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await page.goto(`${prefix}/reference/${page_}`);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
        await expect(page.locator("section [data-tex] mjx-container")).toBeVisible();
        await expect(page.locator("section figure pre")).toContainText(`export`);
        await expect(page.locator("#evidence")).toBeVisible();
        const wider = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await expect.poll(wider, `wider than ${width}`).toBe(0);
        await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
        expect(await violations(page)).toEqual([]);
      }
    });
  }
}

test("a figure has a name, and a table of its data that opens", async ({ page }) => {
  await page.goto("/reference/schedules/cosine");
  await expect(page.getByRole("img", { name: /cosine: the rate over 120 steps/ })).toBeVisible();
  await page.getByText("The data as a table").click();
  const row = page.getByRole("row", { name: /^48 / });
  await expect(row).toContainText("0.05314");
});

test("a name in the overview leads to its page, and the page back to its row", async ({ page }) => {
  await page.goto("/zh-Hans/reference");
  await page.locator("tr#rmsprop a").click();
  await expect(page).toHaveURL(/\/zh-Hans\/reference\/optimizers\/rmsprop$/);
  await page.locator("#evidence ~ p a").first().click();
  await expect(page).toHaveURL(/\/zh-Hans\/reference#rmsprop$/);
  await expect(page.locator("tr#rmsprop")).toBeInViewport();
});

test.describe("the microscope", () => {
  const updates = (page: import("@playwright/test").Page) =>
    page.locator("figure tr[class*=update] td span").allTextContents();

  test("is moved by the keyboard, and restored from its address", async ({ page }) => {
    await page.goto(adam);
    const slider = page.getByRole("slider", { name: /^step/ });
    await slider.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("status")).toHaveText(/Step 3: the steep parameter moves by −1\.000 η/);
    await page.getByLabel("Rule").selectOption("vUncorrected");
    await expect(page).toHaveURL(/\?adam=agree_vUncorrected_-8_3/);
    await page.reload();
    await expect(page.getByRole("status")).toHaveText(/Step 3:/);
    await expect(page.getByLabel("Rule")).toHaveValue("vUncorrected");
    await page.getByRole("button", { name: "Textbook values" }).click();
    expect(await updates(page)).toEqual(["−1.000", "−1.000"]);
    await expect(page).not.toHaveURL(/adam=/);
  });

  test("shows the first step of a mistake next to Adam's", async ({ page }) => {
    await page.goto(`${adam}?adam=agree_vUncorrected_-8_1`);
    await expect.poll(() => updates(page)).toEqual(["−31.623", "−31.623"]);
    await expect(
      page
        .getByRole("row", { name: /Adam’s own/ })
        .locator("td span")
        .first(),
    ).toHaveText("−1.000");
  });

  test("takes no state from an address that has none", async ({ page }) => {
    await page.goto(`${adam}?adam=bowl_wrong_7_999`);
    await expect(page.getByRole("status")).toHaveText(/Step 1:/);
    await expect(page.getByLabel("Rule")).toHaveValue("right");
  });
});
