import { expect, test } from "./page.ts";

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
    await expect(page).toHaveURL(/\?adam=agree\.vUncorrected\.-8\.3/);
    await page.reload();
    await expect(page.getByRole("status")).toHaveText(/Step 3:/);
    await expect(page.getByLabel("Rule")).toHaveValue("vUncorrected");
    await page.getByRole("button", { name: "Textbook values" }).click();
    expect(await updates(page)).toEqual(["−1.000", "−1.000"]);
    await expect(page).not.toHaveURL(/adam=/);
  });

  test("shows the first step of a mistake next to Adam's", async ({ page }) => {
    await page.goto(`${adam}?adam=agree.vUncorrected.-8.1`);
    await expect.poll(() => updates(page)).toEqual(["−31.623", "−31.623"]);
    await expect(
      page
        .getByRole("row", { name: /Adam’s own/ })
        .locator("td span")
        .first(),
    ).toHaveText("−1.000");
  });

  test("takes no state from an address that has none", async ({ page }) => {
    await page.goto(`${adam}?adam=bowl.wrong.7.999`);
    await expect(page.getByRole("status")).toHaveText(/Step 1:/);
    await expect(page.getByLabel("Rule")).toHaveValue("right");
  });
});
