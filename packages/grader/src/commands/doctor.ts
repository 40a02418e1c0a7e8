import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { findRoot } from "../lab/course.ts";
import { same } from "../lab/text.ts";
import { colors } from "../report/color.ts";
import type { ReportStyle } from "../report/style.ts";
import { wrapped } from "../report/wrapped-text.ts";
import { computeOn } from "./device-asked.ts";
import { errand, type Finding } from "./errand.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

const versionOf = (command: string): string | undefined => {
  const windows = process.platform === "win32";
  const { status, stdout } = spawnSync(command, ["--version"], {
    encoding: "utf8",
    shell: windows,
    timeout: 10_000,
  });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
};

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return {
    id: "node",
    title: same("Node.js"),
    ok,
    detail: same(process.version),
    remedy: { en: "Install Node.js 20.19 or newer.", zh: "请安装 Node.js 20.19 或更新的版本。" },
  };
}

function toolFinding(id: string, remedy: { en: string; zh: string }, optional = false): Finding {
  const version = versionOf(id);
  const missing = { en: "not found", zh: "未找到" };
  return {
    id,
    title: same(id),
    ok: version !== undefined,
    detail: version === undefined ? missing : same(version),
    remedy,
    optional,
  };
}

function machineFinding(): Finding {
  const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
  const cores = os.availableParallelism();
  const [free, all] = [gib(os.freemem()), gib(os.totalmem())];
  return {
    id: "machine",
    title: { en: "machine", zh: "机器" },
    ok: os.totalmem() > 2 ** 30,
    detail: {
      en: `${os.platform()} ${os.release()}, ${os.arch()}, ${cores} cores, ${free} of ${all} memory free`,
      zh: `${os.platform()} ${os.release()}，${os.arch()}，${cores} 核，内存 ${all}，空闲 ${free}`,
    },
    remedy: { en: "At least 1 GiB of memory is needed.", zh: "至少需要 1 GiB 内存。" },
  };
}

function terminalFinding({ language, color }: ReportStyle): Finding {
  return {
    id: "terminal",
    title: { en: "terminal", zh: "终端" },
    ok: true,
    detail: {
      en: `${color ? "colours" : "no colours"}, language ${language}`,
      zh: `${color ? "彩色" : "无颜色"}，语言 ${language}`,
    },
  };
}

/** Names of the packages below `packages/` of a course. */
function packageNames(root: string): readonly string[] {
  const folder = path.join(root, "packages");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => path.join(folder, name, "package.json"))
    .filter((file) => existsSync(file))
    .map((file) => (JSON.parse(readFileSync(file, "utf8")) as { name: string }).name)
    .sort();
}

/**
 * Checks what a course needs: Node, npm, git, the machine, the terminal, its packages; then runs the course's own
 * probes, exported by `scripts/doctor.ts` (which finds devices, since this package knows none).
 */
export async function doctor(root: string, style: ReportStyle): Promise<readonly Finding[]> {
  const { findings } = await errand("doctor", { root, packages: packageNames(root) });
  return [
    nodeFinding(),
    toolFinding("npm", {
      en: "npm comes with Node.js; install Node.js again.",
      zh: "npm 随 Node.js 一起安装，请重新安装 Node.js。",
    }),
    toolFinding(
      "git",
      {
        en: "Install git to keep a history of your work; the labs run without it.",
        zh: "建议安装 git 来保存修改历史；没有它实验也能运行。",
      },
      true,
    ),
    machineFinding(),
    terminalFinding(style),
    ...findings,
  ];
}

/**
 * The findings for a terminal, with the remedy below each that is not ok. A dash marks something optional.
 *
 * @param width of the terminal, in columns; longer lines are wrapped and indented.
 */
export function formatFindings(
  findings: readonly Finding[],
  { language, color }: ReportStyle,
  width = 80,
): string {
  const paint = colors(color);
  const mark = ({ ok, optional = false }: Finding): string =>
    ok ? paint.green("✓") : optional ? paint.dim("–") : paint.red("✗");
  return findings
    .flatMap((finding) => {
      const { title, ok, detail, remedy } = finding;
      const found = `${title[language]}  ${detail[language]}`;
      return [
        wrapped(found, { start: `${mark(finding)} `, indent: 6, width, language }),
        ...(ok || remedy === undefined
          ? []
          : [wrapped(remedy[language], { start: "    ", indent: 4, width, language })]),
      ];
    })
    .join("\n");
}

/** Whether everything that a lab needs is ok. */
const wellEnough = (findings: readonly Finding[]): boolean =>
  findings.every(({ ok, optional = false }) => ok || optional);

/** `downhill doctor`: checks this machine. */
export async function diagnose(
  out: Output,
  options: { readonly device?: string; readonly json?: boolean },
): Promise<ExitCode> {
  const root = findRoot(out.from);
  await computeOn(root, options.device);
  const findings = await doctor(root, out.style);
  out.write(
    options.json === true
      ? JSON.stringify({ version: 1, ok: wellEnough(findings), findings }, null, 2)
      : formatFindings(findings, out.style, out.style.width),
  );
  return wellEnough(findings) ? 0 : 1;
}
