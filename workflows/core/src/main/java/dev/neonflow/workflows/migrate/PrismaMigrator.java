package dev.neonflow.workflows.migrate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Prisma Migrate, {@code prisma migrate deploy}, run by the project's package manager. Prisma's own
 * lock gives up after ten seconds, so ours is held around it. A migration that failed stops Prisma
 * until somebody says what became of it, which the error tells how to do.
 *
 * @param directory the project's
 */
public record PrismaMigrator(Path directory) implements ToolCommand {

  /** A project in a directory, for example {@code in(Path.of(""))}. */
  public static PrismaMigrator in(Path directory) {
    return new PrismaMigrator(directory);
  }

  @Override
  public String tool() {
    return "prisma";
  }

  @Override
  public String describe() {
    return "Prisma, `" + String.join(" ", invocation().argv()) + "`";
  }

  @Override
  public Invocation invocation() {
    List<String> program = List.of("prisma", "migrate", "deploy");
    return new Invocation(PackageManager.of(directory).execute(program), directory, false, true);
  }

  @Override
  public Optional<ToolHistory> knownHistory() {
    return Optional.of(new PrismaHistory(PrismaFiles.read(directory)));
  }
}
