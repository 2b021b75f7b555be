package dev.neonflow.workflows.internal.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds processes by a variable in the environment that they were started with, which their
 * children inherit, even those whose parent ended. Only on Linux, and only this user's; elsewhere
 * it finds none.
 */
public final class MarkedProcesses {
  private MarkedProcesses() {}

  /** The running processes, without this one, whose environment has this variable and value. */
  public static Set<ProcessIdentity> with(String variable, String value) {
    if (!Files.isReadable(Path.of("/proc/self/environ"))) {
      return Set.of();
    }
    String entry = "\0" + variable + "=" + value + "\0";
    return ProcessHandle.allProcesses()
        .filter(handle -> !handle.equals(ProcessHandle.current()))
        .filter(handle -> ("\0" + environment(handle.pid())).contains(entry))
        .map(handle -> ProcessIdentity.running(handle.pid()))
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }

  private static String environment(long pid) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "environ");
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException anothersOrGone) {
      return "";
    }
  }
}
