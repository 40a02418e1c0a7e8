import MDXComponents from "@theme-original/MDXComponents";
import DescentFigure from "../components/DescentFigure/index.tsx";

export default { ...MDXComponents, DescentFigure };
