/** Colours of code, by the site's own variables, so that one theme serves light and dark at AA contrast. */
export const codeColours = {
  plain: { color: "var(--ink)", backgroundColor: "var(--land)" },
  styles: [
    {
      types: ["comment", "prolog", "doctype", "cdata"],
      style: { color: "var(--muted)", fontStyle: "italic" as const },
    },
    { types: ["keyword", "operator-keyword", "boolean", "important"], style: { color: "var(--accent)" } },
    {
      types: ["string", "template-string", "attr-value", "regex", "inserted"],
      style: { color: "var(--second)" },
    },
    { types: ["number", "constant", "symbol", "deleted"], style: { color: "var(--first)" } },
    { types: ["function", "class-name", "builtin", "tag"], style: { color: "var(--third)" } },
  ],
};
