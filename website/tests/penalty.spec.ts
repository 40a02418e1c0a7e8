import { expect, test } from "./page.ts";

test("the penalties' plane is moved by keyboard and pointer, and restored from its address", async ({
  page,
}) => {
  await page.goto("/lessons/16-l1-and-l2");
  const figure = page.getByRole("figure", { name: "Why L1 makes zeros and L2 does not" });
  const status = figure.getByRole("status");
  await expect(status).toHaveText("L1: w₂ is exactly 0.");
  await figure.getByRole("slider", { name: /^Strength/ }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(status).toHaveText("L1: w₂ is exactly 0.");
  await page.keyboard.press("ArrowLeft");
  await expect(status).toHaveText("L1: both weights are smaller, and neither is 0.");
  await page.keyboard.press("End");
  await expect(status).toHaveText("L1: w₁ and w₂ are exactly 0.");
  await figure.getByRole("radio", { name: "L2" }).check();
  await expect(page).toHaveURL(/\?penalty=2_0\.8_3_l2$/);
  await page.reload();
  await expect(figure.getByRole("row", { name: /with L2/ })).toContainText("0.38");
  const plane = figure.getByRole("img", { name: /^Two weights/ });
  await plane.scrollIntoViewIfNeeded();
  const box = (await plane.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(figure.getByRole("row", { name: /without/ })).toContainText("1.00");
  await figure.getByRole("button", { name: "Back to the example" }).click();
  await expect(page).not.toHaveURL(/penalty=/);
});
