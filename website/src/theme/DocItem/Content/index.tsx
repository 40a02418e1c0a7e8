import { useDoc } from "@docusaurus/plugin-content-docs/client";
import OriginalContent from "@theme-original/DocItem/Content";
import type { Props } from "@theme/DocItem/Content";
import Desk from "../../../components/Desk/index.tsx";
import { desks } from "../../../desk/desks.ts";

/** A page's text; after that of a lesson, the place where its lab can be solved. */
export default function Content(props: Props) {
  const { slug } = useDoc().metadata;
  const lab = desks.find((id) => slug === `/${id}`);
  return (
    <>
      <OriginalContent {...props} />
      {lab === undefined ? null : <Desk key={lab} lab={lab} />}
    </>
  );
}
