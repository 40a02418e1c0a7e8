import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chooseDevice, DeviceError, deviceNames } from "@downhill/tensor";
import { expect, test } from "vitest";
import { askedBy } from "../scripts/start/asked.ts";
import { checkpointFile, checkpointOf, curveFile, root, shown } from "../scripts/start/course.ts";
import { keepEarlier, keptEarlier } from "../scripts/start/earlier-run.ts";
import { deviceLine } from "../scripts/start/device-line.ts";
import { partingWords } from "../scripts/start/parting.ts";
import { misasked, Refusal } from "../scripts/start/refusal.ts";
import { commandAgain, goingOn, lostMeanwhile, stopped } from "../scripts/start/stop-and-resume.ts";
import { tensorCount } from "../scripts/start/tensor-count.ts";

const hasChinese = /[\u4e00-\u9fff]/;

const refusalOf = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("nothing was refused");
};

test("the options are understood", () => {
  expect(askedBy([])).toEqual({});
  expect(askedBy(["--device", "wasm", "--steps", "20", "--resume", "--lang=zh"])).toEqual({
    device: "wasm",
    steps: 20,
    resume: true,
  });
});

test.each([
  [["--device", "abacus"], `There is no device "abacus"; choose among ${deviceNames.join(", ")}.`],
  [["--steps", "0"], "--steps is 0; it must be a whole number of at least 1, such as 500."],
  [["--steps", "2.5"], "--steps is 2.5; it must be a whole number of at least 1, such as 500."],
  [["--steps"], "--steps <n> needs a value."],
  [["--lang", "fr"], '--lang is en or zh, not "fr".'],
  [["--fast"], '"--fast" is not understood here; npm start -- --help lists the options.'],
  [["fast"], '"fast" is not understood here; npm start -- --help lists the options.'],
])("%j is refused in both languages, with exit code 2", (args, sentence) => {
  const { text, exitCode } = refusalOf(() => askedBy(args));
  expect(text.en).toBe(sentence);
  expect(text.zh).toMatch(hasChinese);
  expect(exitCode).toBe(2);
});

test("the number of tensors held is compared with the tenth step's", () => {
  let live = 5;
  const short = tensorCount(() => live, 0);
  expect(short.sentence().en).toBe("tensors held: 5");
  const count = tensorCount(() => live, 100);
  for (let step = 101; step < 110; step++) {
    live = step;
    count.look(step);
  }
  live = 30;
  count.look(110);
  count.look(111);
  expect(count.sentence()).toEqual({
    en: "tensors held: 30 at step 110, 30 at the end",
    zh: "持有张量：第 110 步 30 个，结束时 30 个",
  });
  live = 31;
  const { text, exitCode } = refusalOf(() => count.look(112));
  expect(text.en).toBe(
    "Tensors held went from 30 at step 110 to 31 at step 112; the step must free everything that it makes.",
  );
  expect(text.zh).toMatch(hasChinese);
  expect(exitCode).toBe(1);
});

test("stopping prints how to continue, with the same options", () => {
  expect(commandAgain(true, {})).toBe("npm start -- --resume");
  expect(commandAgain(true, { device: "webgpu", steps: 90 })).toBe(
    "npm start -- --resume --device webgpu --steps 90",
  );
  expect(stopped(7, 90, { steps: 90 }).en).toBe(
    "\nStopped after step 7 of 90; everything is saved in .downhill/start.safetensors. To continue: npm start -- --resume --steps 90",
  );
  expect(goingOn(7, 90).en).toBe("Continuing after step 7");
  expect(goingOn(90, 90).en).toBe("It has already taken 90 steps");
});

test("a new run never writes over an earlier one's checkpoint: it is renamed with the first free number", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "downhill-start-"));
  const file = path.join(folder, "start.safetensors");
  expect(keepEarlier(file)).toBeUndefined();
  const kept = ["first", "second", "third"].map((run) => {
    writeFileSync(file, run);
    return keepEarlier(file)!;
  });
  expect(kept.map((each) => path.basename(each))).toEqual([1, 2, 3].map((n) => `start-${n}.safetensors`));
  expect(kept.map((each) => readFileSync(each, "utf8"))).toEqual(["first", "second", "third"]);
  expect(readdirSync(folder)).toHaveLength(3);
  rmSync(folder, { recursive: true });

  const text = keptEarlier(checkpointFile.replace("start.", "start-1."));
  expect(text.en).toBe(
    "The checkpoint of the earlier run is saved in .downhill/start-1.safetensors; to continue it: npm start -- --resume .downhill/start-1.safetensors",
  );
  expect(text.zh).toMatch(hasChinese);
  expect(askedBy(["--resume", ".downhill/start-1.safetensors", "--steps", "9"])).toEqual({
    resume: ".downhill/start-1.safetensors",
    steps: 9,
  });
  expect(checkpointOf(true)).toBe(checkpointFile);
  expect(shown(checkpointOf(".downhill/start-1.safetensors"))).toBe(".downhill/start-1.safetensors");
});

test("a device that is lost gives a sentence, and a command for the CPU", () => {
  const lost = new DeviceError("test", { en: "webgpu: the device was lost.", zh: "webgpu：设备已丢失。" });
  const asked = { device: "webgpu", steps: 90 };
  const kept = lostMeanwhile(lost, true, asked);
  expect(kept.text.en).toBe(
    "\nwebgpu: the device was lost.\nThe training so far is saved in .downhill/start.safetensors. To continue: npm start -- --resume --device wasm --steps 90",
  );
  expect(kept.text.zh).toMatch(/设备已丢失。\n.*--resume --device wasm --steps 90$/);
  expect(lostMeanwhile(lost, false, asked).text.en).toMatch(
    /To start again: npm start -- --device wasm --steps 90$/,
  );
});

test("the device in a line; a doctor where others were passed over, a warning where software imitates", async () => {
  const choice = await chooseDevice("reference");
  const { en, zh } = deviceLine(choice);
  expect([en, zh]).toEqual([`Device: ${choice.brief.en}`, `设备：${choice.brief.zh}`]);
  const passedOver = [{ name: "cuda", why: { en: "it is not there", zh: "没有" } }];
  expect(deviceLine({ ...choice, passedOver })).toEqual({
    en: `${en} (why: npx downhill doctor)`,
    zh: `${zh}（原因见 npx downhill doctor）`,
  });
  const slow = deviceLine({ ...choice, tier: "software" });
  for (const text of [slow.en, slow.zh]) expect(text.split("\n")).toHaveLength(3);
});

test("files are named as one would type them, and errors end in a sentence", () => {
  expect([shown(checkpointFile), shown(curveFile)]).toEqual([".downhill/start.safetensors", "out/loss.svg"]);
  expect(partingWords(misasked({ en: "No.", zh: "不。" })).exitCode).toBe(2);
  expect(partingWords(new Error("plain"))).toEqual({ sentence: "plain", exitCode: 1 });
});

const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(
      process.execPath,
      ["--conditions=@downhill/source", "--import", "tsx", path.join(root, "scripts", "start.ts"), ...args],
      { cwd: root, env: { ...process.env, DOWNHILL_DEVICE: "", NO_COLOR: "1", ...env } },
    );
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.once("close", (code) => resolve({ code, out, err }));
  });

test("npm start: the help, and an unknown device, from the command", { timeout: 120_000 }, async () => {
  const [help, wrong] = await Promise.all([
    start(["--help", "--lang", "en"]),
    start(["--lang", "zh"], { DOWNHILL_DEVICE: "abacus" }),
  ]);
  expect(help).toMatchObject({ code: 0, err: "" });
  for (const option of ["--device", "--steps", "--resume", "--lang"]) expect(help.out).toContain(option);
  expect(wrong).toMatchObject({ code: 2, out: "" });
  expect(wrong.err).toMatch(/^DOWNHILL_DEVICE：没有叫 “abacus” 的设备；.*。\n$/);
});
