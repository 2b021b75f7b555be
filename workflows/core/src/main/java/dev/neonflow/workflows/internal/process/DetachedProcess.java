package dev.neonflow.workflows.internal.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a process that lives on when this one ends. */
public final class DetachedProcess {
  /** A session of its own, if there is {@code setsid}; else at least deaf to the terminal's end. */
  private static final String OWN_SESSION =
      """
      if command -v setsid >/dev/null 2>&1; then exec setsid sh "$@"; fi
      trap '' HUP
      exec sh "$@"
      """;

  /**
   * Writes down its id and on Linux its start and the boot, and only then becomes the program,
   * unless the start was given up meanwhile. Arguments: record, condition file, condition, program.
   */
  private static final String RECORD_AND_RUN =
      """
      mask=$(umask); umask 077
      record=$1 file=$2 condition=$3; shift 3
      { echo "$$"; cat "/proc/$$/stat" /proc/sys/kernel/random/boot_id; } >"$record.tmp" 2>/dev/null
      mv -f "$record.tmp" "$record" || exit 71
      if ! grep -Fqx -e "$condition" "$file"; then rm -f "$record"; exit 75; fi
      umask "$mask"
      exec "$@"
      """;

  private DetachedProcess() {}

  /**
   * Starts a command. Its id is in a file before its program runs.
   *
   * @param log gets its output and errors
   * @param record the file for its id; {@code record.tmp} is used on the way
   * @param file a file that must hold the line {@code condition}, or the program is not run
   */
  public static Process start(Command command, Path log, Path record, Path file, String condition)
      throws IOException {
    if (Command.isWindows()) {
      Process process = command.start(command.builder().redirectOutput(append(log)));
      Files.writeString(record, process.pid() + "\n");
      return process;
    }
    List<String> argv = new ArrayList<>(List.of("sh", "-c", OWN_SESSION, "neonflow", "-c"));
    argv.addAll(List.of(RECORD_AND_RUN, "neonflow", record.toString(), file.toString(), condition));
    argv.addAll(command.argv());
    Command wrapped =
        new Command(
            argv,
            command.directory(),
            command.environment(),
            command.withheld(),
            command.redactor());
    return wrapped.start(wrapped.builder().redirectOutput(append(log)));
  }

  private static ProcessBuilder.Redirect append(Path log) {
    File file = log.toFile();
    return ProcessBuilder.Redirect.appendTo(file);
  }
}
