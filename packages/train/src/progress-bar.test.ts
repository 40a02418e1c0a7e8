import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { NonFiniteLossError, TrainingError } from "./index.ts";
import { progressBar } from "./terminal.ts";

function listening(terminal = false) {
  const stream = Object.assign(new PassThrough(), {
    isTTY: terminal,
    columns: 100,
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  let text = "";
  stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { stream, text: () => text };
}

const report = (step: number) => ({
  step,
  steps: 100,
  loss: 0.5,
  metrics: { accuracy: 0.75 },
  seconds: step * 2,
  taken: step,
});

test("on a pipe: a plain line for each tenth of the run, with loss, accuracy and the time left", () => {
  const { stream, text } = listening();
  using bar = progressBar({ stream });
  for (let step = 1; step <= 100; step++) void bar(report(step));
  const lines = text().trimEnd().split("\n");
  expect(lines).toHaveLength(11);
  expect(lines[1]).toBe("step 10 of 100 · loss 0.500 · accuracy 75.0 % · 0.500 steps/s · 3 min 0 s left");
  expect(text()).not.toContain("\u001B");
});

test("in Chinese", () => {
  const { stream, text } = listening();
  void progressBar({ stream, language: "zh" })(report(90));
  expect(text()).toBe("第 90 步/共 100 步 · 损失 0.500 · 准确率 75.0 % · 0.500 步/秒 · 剩余 20 秒\n");
});

test("in a terminal: one line redrawn, and the cursor comes back", () => {
  const { stream, text } = listening(true);
  {
    using bar = progressBar({ stream, animated: true });
    void bar(report(1));
    void bar(report(50));
  }
  expect(text()).toContain("50 % · loss 0.500 · accuracy 75.0 %");
  expect(text()).toContain("█");
});

test("a validation has its own line, not smoothed", () => {
  const { stream, text } = listening();
  using bar = progressBar({ stream });
  void bar(report(1));
  for (const loss of [0.5, 0.25]) void bar({ ...report(2), metrics: { "validation.loss": loss } });
  expect(text().trimEnd().split("\n").slice(1)).toEqual([
    "step 2 of 100 · loss 0.500 · validation loss 0.500 · 0.500 steps/s · 3 min 16 s left",
    "step 2 of 100 · loss 0.500 · validation loss 0.250 · 0.500 steps/s · 3 min 16 s left",
  ]);
});

test("as a callback it reports where a run continues from, and what was damaged", () => {
  for (const [language, lines] of [
    ["en", "b: cut.\ncontinuing from a, step 3\n"],
    ["zh", "b：不完整。\n从 a 的第 3 步继续\n"],
  ] as const) {
    const { stream, text } = listening();
    using bar = progressBar({ stream, language });
    expect(bar.name).toBe("progress bar");
    const passedOver = [new TrainingError("test", { en: "b: cut.", zh: "b：不完整。" })];
    const at = { step: 3, steps: 9, params: [], history: [], from: { path: "a", step: 3 } };
    void bar.begin?.({ ...at, passedOver, backedOff: [] });
    expect(text()).toBe(lines);
    const reasons = [7, 5].map((step) => new NonFiniteLossError(step));
    void bar.begin?.({ ...at, passedOver: [], backedOff: reasons });
    expect(text()).toBe(
      `${lines}${reasons[1]![language === "en" ? "message" : "zh"]}\n${lines.split("\n")[1]!}\n`,
    );
  }
});
