import { type ComponentProps, useEffect, useRef } from "react";
import OriginalSearchBar from "@theme-original/SearchBar";

/** The search box, with its results marked up as ARIA 1.2 requires; the original follows ARIA 1.0. */
export default function SearchBar(props: ComponentProps<typeof OriginalSearchBar>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new MutationObserver(() => repair(element));
    observer.observe(element, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["aria-owns", "role"],
    });
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box}>
      <OriginalSearchBar {...props} />
    </div>
  );
}

/** The input names the list it controls, and every link in that list is an option of it. */
function repair(box: HTMLElement): void {
  const input = box.querySelector("input[role=combobox]");
  const list = input?.getAttribute("aria-owns");
  if (input && list !== null && list !== undefined && input.getAttribute("aria-controls") !== list) {
    input.setAttribute("aria-controls", list);
  }
  for (const link of box.querySelectorAll("[role=listbox] a:not([role])"))
    link.setAttribute("role", "option");
}
