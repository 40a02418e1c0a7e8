import { Fragment } from "react";

/** A line of Markdown: what stands between backticks is code. */
export function Line({ text }: { readonly text: string }) {
  return text
    .split(/(`[^`]+`)/)
    .map((part, i) =>
      part.startsWith("`") && part.length > 1 ? (
        <code key={i}>{part.slice(1, -1)}</code>
      ) : (
        <Fragment key={i}>{part}</Fragment>
      ),
    );
}

/** Markdown as hints and explanations use it: paragraphs, code in a line and blocks of code. */
export default function Prose({ text }: { readonly text: string }) {
  return text.split(/^```.*$/m).map((part, i) => {
    if (i % 2 === 1)
      return (
        <pre key={i} tabIndex={0}>
          <code>{part.replace(/^\n|\n$/g, "")}</code>
        </pre>
      );
    const paragraphs = part.split(/\n\s*\n/).filter((each) => each.trim() !== "");
    return (
      <Fragment key={i}>
        {paragraphs.map((each, k) => (
          <p key={k}>
            <Line text={each.trim()} />
          </p>
        ))}
      </Fragment>
    );
  });
}
