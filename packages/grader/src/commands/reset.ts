import { resetDesk } from "../desk/reset.ts";
import { askedLab } from "./asked-lab.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

/** `downhill reset`: the starter again; the learner's files are kept elsewhere. */
export async function reset(out: Output, asked: string | undefined): Promise<ExitCode> {
  const { card } = await askedLab(out, asked);
  const kept = resetDesk(card, new Date());
  const file = `labs/${card.id}/src/${card.file}`;
  out.write(out.say({ en: `${file} is the starter again.`, zh: `${file} 已恢复为起始代码。` }));
  if (kept !== undefined)
    out.write(out.say({ en: `Your old files are saved in ${kept}`, zh: `你原来的文件保存在 ${kept}` }));
  return 0;
}
