import { starterChange, takeStarterOver } from "../desk/update.ts";
import { shortName } from "../judge/lesson-address.ts";
import { colors } from "../report/color.ts";
import { askedLab } from "./asked-lab.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

const painted = (difference: string, color: boolean): string => {
  const paint = colors(color);
  return difference
    .split("\n")
    .map((line) => {
      if (/^(?:---|\+\+\+) /.test(line)) return paint.bold(line);
      if (line.startsWith("+")) return paint.green(line);
      return line.startsWith("-") ? paint.red(line) : line;
    })
    .join("\n");
};

/** `downhill update`: shows what a newer course changed in a starter; `--write` merges it. */
export async function update(
  out: Output,
  asked: string | undefined,
  { write = false }: { readonly write?: boolean },
): Promise<ExitCode> {
  const { card } = await askedLab(out, asked);
  const [file, short] = [`labs/${card.id}/src/${card.file}`, shortName(card.id)];
  const change = starterChange(card);
  if (change.kind === "laid-out") {
    out.write(out.say({ en: `Created ${file} for you.`, zh: `已为你生成 ${file}。` }));
    return 0;
  }
  if (change.kind === "same") {
    out.write(
      out.say({ en: `${file} is based on the newest starter.`, zh: `${file} 用的已经是最新的起始代码。` }),
    );
    return 0;
  }
  if (change.kind === "unknown") {
    out.complain(
      out.say({
        en: `The starter of ${file} is unknown. npx downhill reset ${short} creates the newest one and saves your file.`,
        zh: `没有记录 ${file} 最初用的是哪一版起始代码。运行 npx downhill reset ${short} 会换成最新的一份，你的文件会另存。`,
      }),
    );
    return 1;
  }
  out.write(painted(change.difference, out.style.color));
  if (!write) {
    out.write(
      out.say({
        en: `\nThis is what the course changed. To merge it into your file and keep your own work: npx downhill update ${short} --write`,
        zh: `\n以上是课程的改动。要合并到你的文件里（你写的内容会保留）：npx downhill update ${short} --write`,
      }),
    );
    return 0;
  }
  const updated = takeStarterOver(card, new Date());
  if (updated === undefined) return 1;
  out.write(
    out.say({
      en: `\n${file} now contains these changes. Your previous file is saved in ${updated.kept}`,
      zh: `\n${file} 已包含这些改动。原来的文件保存在 ${updated.kept}`,
    }),
  );
  if (updated.conflicts.length === 0) return 0;
  out.complain(
    out.say({
      en: `You and the course changed the same lines. Look for <<<<<<< on line ${updated.conflicts.join(", ")}, keep the right version and delete the markers.`,
      zh: `你和课程改动了相同的行。请查看第 ${updated.conflicts.join("、")} 行的 <<<<<<<，保留正确的内容并删掉标记。`,
    }),
  );
  return 1;
}
