import type { ReactNode } from "react";
import styles from "./styles.module.css";

interface Props {
  /** What the table holds; the name of the region that scrolls. */
  readonly name: string;
  readonly head?: readonly ReactNode[];
  /** Each row's first cell is its header. */
  readonly rows: readonly (readonly [ReactNode, ...ReactNode[]])[];
}

/** The numbers of the picture. A table too wide for the page scrolls in its box, which the keyboard reaches. */
export default function DataTable({ name, head, rows }: Props) {
  return (
    <div className={styles.scroll} role="region" aria-label={name} tabIndex={0}>
      <table className={styles.table} data-no-search>
        {head && (
          <thead>
            <tr>
              {head.map((cell, i) => (
                <th key={i} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(([title, ...cells], row) => (
            <tr key={row}>
              <th scope="row">{title}</th>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
