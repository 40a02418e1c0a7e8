import { expect, test } from "@playwright/test";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { VFile } from "vfile";
import rehypeFormulas from "../plugins/rehype-formulas.ts";
import remarkDisplay from "../plugins/remark-display.ts";
import remarkFigures from "../plugins/remark-figures.ts";

function compile(value: string): Promise<unknown> {
  const processor = unified()
    .use(remarkParse)
    .use(remarkMath)
    .use(remarkDisplay)
    .use(remarkFigures)
    .use(remarkRehype, { passThrough: ["mdxJsxFlowElement"] })
    .use(rehypeFormulas);
  const file = new VFile({ value, path: "lesson.md" });
  return processor.run(processor.parse(file), file);
}

test("bad TeX stops the build with file, line and reason", async () => {
  await expect(compile("One.\n\nTwo $\\frac{1$ three.")).rejects.toThrow(
    'lesson.md:3: "\\frac{1" is not valid TeX: Missing close brace.',
  );
  await expect(compile("$$\n\\nosuch\n$$")).rejects.toThrow("Undefined control sequence \\nosuch");
});

test("a formula becomes one span, displayed where it is alone between $$", async () => {
  const tree = JSON.stringify(await compile("$$ x^2 $$\n\nand $y$"));
  expect(tree).toContain("formula formula-display");
  expect(tree.match(/mjx-assistive-mml/g)?.length).toBeGreaterThanOrEqual(2);
});

test("a figure that does not exist stops the build and lists the ones that do", async () => {
  await expect(compile("<!-- figure: nosuch -->")).rejects.toThrow(
    'lesson.md:1: there is no figure "nosuch"; there are: clipping, descent, microscope, momentum, penalty.',
  );
});
