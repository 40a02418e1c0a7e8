import path from "node:path";
import { restoreBackup, usualBackup, writeBackup } from "../desk/backup.ts";
import { findRoot } from "../lab/course.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

/** `downhill backup`: saves all desks and all progress in one file, or restores them from one. */
export async function backup(
  out: Output,
  asked: string | undefined,
  { restore }: { readonly restore?: string },
): Promise<ExitCode> {
  const root = findRoot(out.from);
  const now = new Date();
  if (restore !== undefined) {
    const { files, before } = await restoreBackup(root, path.resolve(out.from, restore), now);
    out.write(out.say({ en: `Restored ${files} files.`, zh: `已恢复 ${files} 个文件。` }));
    if (before !== undefined)
      out.write(out.say({ en: `The previous files are saved in ${before}`, zh: `原有内容保存在 ${before}` }));
    return 0;
  }
  const file = asked === undefined ? usualBackup(root, now) : path.resolve(out.from, asked);
  const files = writeBackup(root, file);
  out.write(
    out.say({
      en: `Saved ${files} files in ${file}\nTo restore them: npx downhill backup --restore "${file}"`,
      zh: `已把 ${files} 个文件备份到 ${file}\n恢复时使用：npx downhill backup --restore "${file}"`,
    }),
  );
  return 0;
}
