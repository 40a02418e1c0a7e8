import { CourseError } from "../lab/course-error.ts";

/** Progress could not be written. The result has been shown; the command ends with a separate exit code. */
export class NotSaved extends CourseError {
  constructor(file: string, code: string | undefined) {
    super("unwritable", {
      en: `Your progress could not be saved in ${file} (${code ?? "no reason given"}). Make sure that the folder is writable and the disk is not full.`,
      zh: `无法把学习进度保存到 ${file}（${code ?? "原因不明"}）。请确认这个文件夹可以写入，磁盘也没有满。`,
    });
  }
}
