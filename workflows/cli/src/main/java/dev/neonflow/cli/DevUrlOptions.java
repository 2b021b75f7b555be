package dev.neonflow.cli;

import dev.neonflow.workflows.ConnectionFormat;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.NeonflowBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code dev url} understands. */
@Examples({
  "neonflow dev url",
  "psql \"$(neonflow dev url --format psql)\"",
  "neonflow dev url --pooled --format env"
})
public final class DevUrlOptions extends DevOptions<ConnectionUris> {

  @Option(
      names = "--format",
      paramLabel = "uri|psql|jdbc|prisma|env",
      description = "How to write it (default: uri).")
  private @Nullable String format;

  @Option(
      names = "--pooled",
      fallbackValue = "true",
      description = "Through Neon's connection pooler, for applications.")
  private boolean pooled;

  @Mixin private final DatabaseOptions database = new DatabaseOptions();

  @Override
  void check() {
    super.check();
    format();
  }

  private ConnectionFormat format() {
    String word = Choice.of("--format", format, "uri", "psql", "jdbc", "prisma", "env");
    return ConnectionFormat.valueOf(word.toUpperCase(Locale.ROOT));
  }

  @Override
  Set<String> secrets(ConnectionUris result) {
    return Outputs.secrets(result);
  }

  @Override
  void tell(NeonflowBuilder builder) {
    database.tell(builder);
  }

  @Override
  String text(ConnectionUris result) {
    return (pooled ? format().pooled(result) : format().direct(result)).reveal();
  }

  @Override
  Map<String, @Nullable Object> fields(ConnectionUris result, @Nullable String console) {
    return named(
        "branch_name", branchName(),
        "connection", text(result),
        "db_url", result.direct().uri().reveal(),
        "db_url_pooled", result.pooled().uri().reveal(),
        "password", result.direct().password().reveal());
  }
}
