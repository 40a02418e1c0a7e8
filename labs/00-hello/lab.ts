import { defineLab } from "@downhill/grader/lab";

export default defineLab({
  file: "hello.ts",
  tasks: {
    settings: { points: 30, writes: ["settings"] },
    learns: { points: 40, writes: ["settings", "build"], seconds: 60 },
    recognises: { points: 30, writes: ["settings", "build"], seconds: 60 },
  },
  imports: ["@downhill/nn", "@downhill/optimizers", "@downhill/schedules", "@downhill/tensor"],
  solved: true,
});
