import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { desks } from "../src/desk/desks.ts";
import { expect, test, violations } from "./page.ts";

const labs = path.resolve("../labs");
const solutionOf = (lab: string): string =>
  readFileSync(path.join(labs, lab, "key", "solution.ts"), "utf8").replace(
    /^\s*\/\/ #(task|end|starter).*\n/gm,
    "",
  );

const words = {
  "": { open: "Open the editor", check: "Check", editor: /^Editor for/, all: "100 of 100 points" },
  "/zh-Hans": { open: "打开编辑器", check: "评分", editor: /的编辑器$/, all: "得分 100 / 100" },
} as const;
type Prefix = keyof typeof words;

async function opened(page: Page, lab: string, prefix: Prefix = "") {
  await page.goto(`${prefix}/lessons/${lab}`);
  const desk = page.getByRole("region", { name: /Solve it here|在本页解题/ });
  await desk.getByRole("button", { name: words[prefix].open }).click();
  const editor = desk.getByRole("textbox", { name: words[prefix].editor });
  await expect(editor).toBeVisible();
  const write = async (text: string) => {
    await editor.focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
  };
  const check = async () => {
    await desk.getByRole("button", { name: words[prefix].check, exact: true }).click();
    await expect(desk.getByRole("button", { name: words[prefix].check, exact: true })).toBeEnabled();
  };
  return { desk, editor, write, check, said: desk.getByRole("status") };
}

const wrong = {
  "02-gradient-descent": {
    edit: ["x - rate * gradient(x)", "x + rate * gradient(x)"],
    task: "step",
    mistake: "ascends",
  },
  "08-adam": {
    edit: ["add(sqrt(vHat), epsilon)", "sqrt(add(vHat, epsilon))"],
    task: "step",
    mistake: "epsilon-inside-root",
  },
} as const;

for (const prefix of ["", "/zh-Hans"] as const)
  for (const [lab, { edit, task, mistake }] of Object.entries(wrong))
    test(`${lab} is solved in its page, after a wrong answer that is named (${prefix}/)`, async ({
      page,
    }) => {
      const { desk, write, check, said } = await opened(page, lab, prefix);
      const solution = solutionOf(lab);
      expect(solution).toContain(edit[0]);
      await write(solution.replace(edit[0], edit[1]));
      await check();
      const failed = desk.locator(`[data-task="${task}"]`);
      await expect(failed).toHaveAttribute("data-status", "failed");
      await expect(failed.locator("[data-mistake]")).toHaveAttribute("data-mistake", mistake);
      await write(solution);
      await check();
      await expect(said).toContainText(words[prefix].all);
    });

test("an endless loop is stopped with its function's name; a reload brings the text back", async ({
  page,
}) => {
  const { desk, write, check } = await opened(page, "02-gradient-descent");
  const looping = solutionOf("02-gradient-descent").replace(
    "let x = x0;",
    "let x = x0;\n  while (rate !== 77) x += 0;",
  );
  await write(`// mine\n${looping}`);
  await check();
  const walk = desk.locator('[data-task="walk"]');
  await expect(walk).toHaveAttribute("data-status", "stopped");
  await expect(walk).toContainText("inside walk");
  await expect(walk).toContainText("Look for a loop that never ends");
  await expect(walk).toContainText("grade it on the command line");
  await expect(desk.locator('[data-task="descend"]')).toHaveAttribute("data-status", "passed");
  await page.reload();
  // Only the lines in view are in the page.
  const again = await opened(page, "02-gradient-descent");
  await expect(again.editor).toContainText("// mine");
  await again.desk.getByRole("button", { name: "Start again" }).click();
  await expect(again.editor).not.toContainText("// mine");
  await again.desk.getByRole("button", { name: /^Undo/ }).click();
  await expect(again.editor).toContainText("// mine");
});

test("an import that is not allowed, an error and a syntax error are shown with their line", async ({
  page,
}) => {
  const { desk, write, check } = await opened(page, "02-gradient-descent");
  await write('import { readFileSync } from "node:fs";\nexport const loss = () => readFileSync("x");\n');
  await check();
  await expect(desk).toContainText(
    '"node:fs" cannot be imported in this lab. You can import @downhill/grader/todo.',
  );
  await expect(desk).toContainText("line 1: import { readFileSync }");
  await write("export function loss(x: number) {\n  return x +* 2;\n}\n");
  await check();
  await expect(desk).toContainText("The file cannot be read as TypeScript");
  await expect(desk).toContainText("line 2: return x +* 2;");
  await write(
    solutionOf("02-gradient-descent").replace(
      "return 2 * (x - 3);",
      'console.log("at", x);\n  throw new Error("mine");',
    ),
  );
  await check();
  const task = desk.locator('[data-task="gradient"]');
  await expect(task).toContainText("Error: mine");
  await expect(task).toContainText('throw new Error("mine");');
  await expect(desk).toContainText("Printed by your code");
});

test("the file is carried to the command line and back; the keyboard leaves the editor", async ({ page }) => {
  const { desk, editor, write } = await opened(page, "02-gradient-descent");
  await write("// mine\n");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    desk.getByRole("button", { name: "Download descent.ts" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("descent.ts");
  expect(readFileSync(await download.path(), "utf8")).toBe("// mine\n");
  await desk.locator('input[type="file"]').setInputFiles({
    name: "descent.ts",
    mimeType: "text/plain",
    buffer: Buffer.from("// from the desk\n"),
  });
  await expect(editor).toContainText("// from the desk");
  await editor.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(desk.getByRole("button", { name: "Check", exact: true })).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const)
  for (const width of [1280, 360])
    test(`the desk has no violation, and fits, at ${width} px in ${colorScheme}`, async ({
      browser,
      baseURL,
    }) => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 900 },
        baseURL: baseURL!,
      });
      const page = await context.newPage();
      const { desk, check, said } = await opened(page, "02-gradient-descent");
      await check();
      await expect(said).toContainText("0 of 100 points");
      await desk
        .getByRole("button", { name: /^Hint 1 of 3/ })
        .first()
        .click();
      expect(await violations(page, "section[aria-labelledby=desk]")).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      await context.close();
    });

test("nothing of the desk is loaded before it is opened", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto("/lessons/02-gradient-descent");
  await page.getByRole("button", { name: "Open the editor" }).waitFor();
  expect(asked.filter((url) => url.includes("/desk/"))).toEqual([]);
});

/** Hints and feedback may show a line of the solution, once a reader asks for it or has made the mistake. */
function withoutAdvice(name: string): string {
  const text = readFileSync(path.join("build/desk", name), "utf8");
  if (!name.endsWith("lab.json")) return text;
  const { card, starter, ...rest } = JSON.parse(text) as {
    card: { tasks: readonly { hints: unknown }[] };
    starter: string;
    feedback: unknown;
  };
  return JSON.stringify({
    ...rest,
    feedback: undefined,
    starter,
    card: { ...card, tasks: card.tasks.map((task) => ({ ...task, hints: undefined })) },
  });
}

test("no solution is among the site's files", () => {
  const squeezed = readdirSync("build/desk", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(mjs|json)$/.test(name))
    .map((name) => withoutAdvice(name).replaceAll("\\n", "").replace(/\s/g, ""));
  for (const lab of desks) {
    const lines = readFileSync(path.join(labs, lab, "key", "solution.ts"), "utf8").split("\n");
    const { starter } = JSON.parse(readFileSync(`build/desk/${lab}/lab.json`, "utf8")) as { starter: string };
    const own = lines
      .map((line) => line.trim())
      .filter((line) => line.length > 30 && !/^(\/\/|\*|\/\*)/.test(line) && !starter.includes(line));
    expect(own.length, lab).toBeGreaterThan(2);
    const found = own.filter((line) => squeezed.some((text) => text.includes(line.replace(/\s/g, ""))));
    expect(found, lab).toEqual([]);
  }
});
