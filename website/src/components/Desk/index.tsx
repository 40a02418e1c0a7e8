import useBaseUrl from "@docusaurus/useBaseUrl";
import { type ComponentType, useState } from "react";
import type { DeskLab } from "../../desk/open-lab.ts";
import { useText } from "../../language.ts";
import styles from "./styles.module.css";
import { texts } from "./texts.ts";

interface Opened {
  readonly desk: DeskLab;
  readonly Workbench: ComponentType<{ readonly desk: DeskLab }>;
}

/** The place at the end of a lesson where its lab can be solved. What it needs is loaded when a reader opens it. */
export default function Desk({ lab }: { readonly lab: string }) {
  const t = useText(texts);
  const base = useBaseUrl("/desk/");
  const [opened, setOpened] = useState<Opened>();
  const [state, setState] = useState<"closed" | "opening" | "failed">("closed");
  const open = async () => {
    setState("opening");
    try {
      const [{ openLab }, { default: Workbench }] = await Promise.all([
        import("../../desk/open-lab.ts"),
        import("./workbench.tsx"),
      ]);
      setOpened({ desk: await openLab(lab, new URL(base, location.href).href), Workbench });
    } catch {
      setState("failed");
    }
  };
  return (
    <section className={styles.desk} aria-labelledby="desk" data-no-search>
      <h2 id="desk">{t.title}</h2>
      <p>{t.about}</p>
      {opened === undefined ? (
        <>
          <button
            type="button"
            className={styles.main}
            disabled={state === "opening"}
            onClick={() => void open()}
          >
            {state === "failed" ? t.again : t.open}
          </button>
          <p role="status">{state === "opening" ? t.opening : state === "failed" ? t.failed : ""}</p>
        </>
      ) : (
        <opened.Workbench desk={opened.desk} />
      )}
    </section>
  );
}
