import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
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
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text };
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
  expect(lines[1]).toBe("step 10 of 100 · loss 0.500 · accuracy 75.0 % · 3 min 0 s left");
  expect(text()).not.toContain("\u001B");
});

test("in Chinese", () => {
  const { stream, text } = listening();
  void progressBar({ stream, language: "zh" })(report(90));
  expect(text()).toBe("第 90 步/共 100 步 · 损失 0.500 · 准确率 75.0 % · 剩余 20 秒\n");
});

test("in a terminal: one line drawn over, and the cursor comes back", () => {
  const { stream, text } = listening(true);
  {
    using bar = progressBar({ stream, animated: true });
    void bar(report(1));
    void bar(report(50));
  }
  expect(text()).toContain("50 % · loss 0.500 · accuracy 75.0 %");
  expect(text()).toContain("█");
});
