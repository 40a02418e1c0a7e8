import MDXComponents from "@theme-original/MDXComponents";
import Beside from "../components/Beside/index.tsx";
import ClipFigure from "../components/ClipFigure/index.tsx";
import DescentFigure from "../components/DescentFigure/index.tsx";
import LessonFacts from "../components/LessonFacts/index.tsx";
import Microscope from "../components/Microscope/index.tsx";
import MomentumPlane from "../components/MomentumPlane/index.tsx";
import Plot from "../components/Plot/index.tsx";
import Row from "../components/Row/index.tsx";

export default {
  ...MDXComponents,
  tr: Row,
  Beside,
  ClipFigure,
  DescentFigure,
  LessonFacts,
  Microscope,
  MomentumPlane,
  Plot,
};
