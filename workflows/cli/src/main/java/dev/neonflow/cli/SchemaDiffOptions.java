package dev.neonflow.cli;

import dev.neonflow.workflows.PreviewWorkflow;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether, and where to, the schema's changes are told. */
@Section.Of(Section.MIGRATIONS)
final class SchemaDiffOptions {

  @Option(
      names = "--schema-diff",
      negatable = true,
      fallbackValue = "true",
      description =
          "Say what the migrations change in the schema (default: on where something migrates and"
              + " there is a report).")
  private @Nullable Boolean wanted;

  @Option(
      names = "--schema-diff-file",
      paramLabel = "FILE",
      description =
          "The file that gets the whole difference; the report has its beginning (default:"
              + " none).")
  private @Nullable Path file;

  /** Whether to compare, where nobody said anything: as {@code byDefault}. */
  boolean wanted(boolean byDefault) {
    return wanted == null ? byDefault || file != null : wanted;
  }

  PreviewWorkflow put(PreviewWorkflow preview, Program program) {
    return file == null
        ? preview.schemaDiff()
        : preview.schemaDiff(program.directory().resolve(file));
  }
}
