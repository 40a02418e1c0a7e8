import fc from "fast-check";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { formatFindings } from "../commands/doctor.ts";
import type { Finding } from "../commands/errand.ts";
import { wrapped } from "./wrapped-text.ts";

const english = { width: 30, start: "", indent: 2, language: "en" } as const;
const chinese = { ...english, language: "zh" } as const;

test("a text that fits is left as it is", () => {
  expect(wrapped("device wasm  hardware: CPU", english)).toBe("device wasm  hardware: CPU");
  expect(wrapped("", { ...english, start: "✓ " })).toBe("✓ ");
});

test("English breaks at spaces, and continuation lines are indented", () => {
  expect(wrapped("The package that it needs is not installed here, sadly.", english)).toBe(
    "The package that it needs is\n  not installed here, sadly.",
  );
});

test("Chinese breaks between words, and keeps stops and brackets with them", () => {
  // 15 characters are 30 columns: the comma would be the sixteenth, and takes its word along.
  expect(wrapped("一二三四五六七八九十一二三四五，然后换行", chinese).split("\n")[1]).toMatch(
    /^ {2}[^，]+，/,
  );
  expect(wrapped("这里的设备由软件模拟（用来核对结果），比较慢。", chinese)).not.toMatch(/（\n|\n *[，。）]/);
});

test("a command, an option and a number keep their next word", () => {
  for (const whole of [
    "npm run device:cuda",
    "npm install @tensorflow/tfjs-node",
    "npx downhill doctor",
    "--device reference",
    "0.0096 GFLOP/s",
  ]) {
    for (let before = 1; before < 30; before += 3) {
      expect(wrapped(`${"a".repeat(before)} ${whole} b`, { ...english, width: 40 })).toContain(whole);
      expect(wrapped(`${"请".repeat(before)} ${whole} 请`, { ...chinese, width: 40 })).toContain(whole);
    }
  }
});

test("the colours of the start take no room, and the text's own line breaks stay", () => {
  const start = "\u001B[32m✓\u001B[39m ";
  expect(wrapped(`${"a".repeat(27)} b`, { ...english, start })).toBe(`${start}${"a".repeat(27)}\n  b`);
  expect(wrapped(`${"a".repeat(26)} b`, { ...english, start })).toBe(`${start}${"a".repeat(26)} b`);
  expect(wrapped("one\ntwo", english)).toBe("one\n  two");
});

test("no line is wider than requested unless it is a single piece, and nothing is lost", () => {
  const word = fc.constantFrom(
    "设备",
    "模拟",
    "npm run",
    "GPU",
    "，",
    "。",
    "（",
    "）",
    "path/to/a/file.ts",
    "3.5",
    " ",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 20, max: 90 }), (words, width) => {
      const text = words.join("");
      const lines = wrapped(text, { ...chinese, width, indent: 4 }).split("\n");
      expect(lines.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
      for (const line of lines.slice(1)) expect(line).toMatch(/^ {4}\S/);
      for (const line of lines) {
        if (stringWidth(line) > width)
          expect(line.trim()).toMatch(/^[^\u4e00-\u9fff]*(?:[\u4e00-\u9fff]{1,6}[^\u4e00-\u9fff]*)?$/);
      }
    }),
  );
});

const finding: Finding = {
  id: "device-webgpu",
  title: { en: "device webgpu", zh: "设备 webgpu" },
  ok: false,
  optional: true,
  detail: {
    en: "software: CPU, emulating a GPU: SwiftShader driver 5.0.0; version 4.22.0; tensors up to 1.0 GiB; self-test failed in add",
    zh: "软件模拟：CPU，模拟 GPU：SwiftShader driver 5.0.0；版本 4.22.0；单个张量最大 1.0 GiB；自检失败：add",
  },
  remedy: {
    en: "Update the driver, or use --device reference until it is fixed; a machine without any runs all labs.",
    zh: "请更新驱动；修复之前请使用 --device reference。",
  },
};

test("the doctor's lines fit 80 columns by default, in both languages", () => {
  expect(formatFindings([finding], { language: "en", color: false })).toBe(
    [
      "– device webgpu  software: CPU, emulating a GPU: SwiftShader driver 5.0.0;",
      "      version 4.22.0; tensors up to 1.0 GiB; self-test failed in add",
      "    Update the driver, or use --device reference until it is fixed; a machine",
      "    without any runs all labs.",
    ].join("\n"),
  );
  expect(formatFindings([finding], { language: "zh", color: false })).toBe(
    [
      "– 设备 webgpu  软件模拟：CPU，模拟 GPU：SwiftShader driver 5.0.0；版本 4.22.0；",
      "      单个张量最大 1.0 GiB；自检失败：add",
      "    请更新驱动；修复之前请使用 --device reference。",
    ].join("\n"),
  );
  for (const language of ["en", "zh"] as const) {
    for (const color of [false, true]) {
      for (const width of [40, 80, 120, 1000]) {
        const lines = formatFindings([finding], { language, color }, width).split("\n");
        expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(width);
        if (width > 120) expect(lines).toHaveLength(2);
      }
    }
  }
});
