import useBrokenLinks from "@docusaurus/useBrokenLinks";
import type { ComponentProps } from "react";

/** A row of a table; one with an id is registered with the check for broken links, which only knows headings. */
export default function Row(props: ComponentProps<"tr">) {
  const { collectAnchor } = useBrokenLinks();
  if (props.id !== undefined) collectAnchor(props.id);
  return <tr {...props} />;
}
