import { deskFile } from "../desk/desk.ts";
import type { Text } from "../lab/text.ts";
import { askedLab, withDesk } from "./asked-lab.ts";
import { editorIn, openIn } from "./editor.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Output } from "./output.ts";

const remedy: Text = {
  en: 'Set VISUAL to the command of your editor, for example: export VISUAL="code --wait"',
  zh: '请把 VISUAL 设为编辑器的命令，例如：export VISUAL="code --wait"',
};

/** `downhill open`: the learner's file in `$VISUAL` or VS Code. */
export async function open(out: Output, asked: string | undefined): Promise<ExitCode> {
  const lab = await askedLab(out, asked);
  withDesk(out, lab);
  const file = `labs/${lab.card.id}/src/${lab.card.file}`;
  const editor = editorIn(process.env);
  const code = await openIn(editor, deskFile(lab.card));
  if (code === 0) return 0;
  const how =
    code === null ? { en: "was ended", zh: "被终止" } : { en: `failed (${code})`, zh: `失败（${code}）` };
  out.complain(out.say({ en: `\`${editor}\` ${how.en}.`, zh: `\`${editor}\` ${how.zh}。` }));
  out.complain(out.say(remedy));
  out.complain(out.say({ en: `Your file is ${file}`, zh: `你的文件是 ${file}` }));
  return 2;
}
