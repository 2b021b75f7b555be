package dev.neonflow.workflows.migrate;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.HistoryTable;
import dev.neonflow.workflows.internal.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Django, {@code python manage.py migrate --noinput}. Its settings read {@code DATABASE_URL} or the
 * {@code PG*} variables. Django has no lock, so ours is held while it runs; each migration is a
 * transaction of its own unless it says otherwise. The project's own applications are those whose
 * migrations are in its directory: those of installed packages count in the report only.
 *
 * @param directory the one with {@code manage.py}
 * @param python the interpreter, or null for the one of {@code .venv} or {@code venv} in the
 *     directory, else the one on the path
 */
public record DjangoMigrator(Path directory, @Nullable String python) implements ToolCommand {

  /** A project in a directory, for example {@code in(Path.of(""))}. */
  public static DjangoMigrator in(Path directory) {
    return new DjangoMigrator(directory, null);
  }

  /** The same with another interpreter. */
  public DjangoMigrator withPython(String interpreter) {
    return new DjangoMigrator(directory, interpreter);
  }

  @Override
  public String tool() {
    return "django";
  }

  @Override
  public String describe() {
    return "Django, `" + String.join(" ", invocation().argv()) + "`";
  }

  @Override
  public Invocation invocation() {
    return new Invocation(
        List.of(interpreter(), "manage.py", "migrate", "--noinput"), directory, false, false);
  }

  private String interpreter() {
    if (python != null) {
      return python;
    }
    boolean windows = Command.isWindows();
    String inside = windows ? "Scripts/python.exe" : "bin/python";
    return Stream.of(".venv", "venv")
        .map(name -> directory.resolve(name).resolve(inside))
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> found.toAbsolutePath().toString())
        .orElse(windows ? "python" : "python3");
  }

  @Override
  public Optional<ToolHistory> knownHistory() {
    return Optional.of(new DjangoHistory(DjangoFiles.read(directory)));
  }

  @Override
  public List<HistoryTable> tables() {
    return List.of(DjangoHistory.TABLE);
  }

  /** That nothing is new cannot be told: an installed package may bring migrations. */
  @Override
  public Optional<List<String>> pending(MigrationTarget target, StepContext context) {
    return ToolCommand.super.pending(target, context).filter(names -> !names.isEmpty());
  }
}
