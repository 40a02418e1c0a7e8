import { useState } from "react";
import { useText } from "../../language.ts";
import styles from "./styles.module.css";

interface Command {
  readonly line: string;
  readonly does: string;
}

const texts = {
  en: { copy: "Copy", copied: "Copied" },
  "zh-Hans": { copy: "复制", copied: "已复制" },
};

/** Commands to type, each with what it does and a button that copies it. */
export default function Commands({ commands }: { readonly commands: readonly Command[] }) {
  const t = useText(texts);
  const [copied, setCopied] = useState("");
  return (
    <ol className={styles.commands}>
      {commands.map(({ line, does }) => (
        <li key={line}>
          <div className={styles.line}>
            <code>{line}</code>
            <button
              type="button"
              onClick={() => void navigator.clipboard.writeText(line).then(() => setCopied(line))}
              aria-label={`${t.copy}: ${line}`}
            >
              <span aria-live="polite">{copied === line ? t.copied : t.copy}</span>
            </button>
          </div>
          <p>{does}</p>
        </li>
      ))}
    </ol>
  );
}
