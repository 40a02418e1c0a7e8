import { spawn } from "node:child_process";

/** The editor as a shell command: `$VISUAL`, or VS Code if it is not set. Not `$EDITOR`: npx sets that to `vi` for everyone who has none. */
export function editorIn({ VISUAL = "" }: NodeJS.ProcessEnv): string {
  return VISUAL.trim() === "" ? "code" : VISUAL;
}

/**
 * Opens a file in an editor and waits until the command ends. The shell reads the command, as it does for Git's editor,
 * so that `code --wait` and a quoted path work; the file's name is passed in the environment, which needs no
 * quoting.
 *
 * @returns Its exit code; null when it was ended by a signal.
 */
export function openIn(editor: string, file: string): Promise<number | null> {
  const name = process.platform === "win32" ? '"%DOWNHILL_OPEN%"' : '"$DOWNHILL_OPEN"';
  const child = spawn(`${editor} ${name}`, {
    shell: true,
    stdio: "inherit",
    env: { ...process.env, DOWNHILL_OPEN: file },
  });
  return new Promise((resolve, reject) => void child.once("error", reject).once("close", resolve));
}
