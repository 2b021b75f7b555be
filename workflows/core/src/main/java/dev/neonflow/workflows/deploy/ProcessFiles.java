package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.internal.files.PrivateFiles;
import dev.neonflow.workflows.internal.process.MarkedProcesses;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import dev.neonflow.workflows.internal.process.ProcessTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of one deployment: {@code NAME.state}, {@code NAME.log}, and for each start a {@code
 * NAME.START.pid} that the started process wrote itself. Only a process whose start is the one in
 * the state becomes the application, so a start that was given up cannot come back.
 */
final class ProcessFiles {
  /** The environment variable by which a process and its children are known as a start's. */
  static final String MARK = "NEONFLOW_PROCESS";

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Shorter than a cancelled run waits for its step, so that it leaves no application behind. */
  private static final Duration SHORT_PATIENCE = Duration.ofMillis(1500);

  private static final String RECORD = ".pid";

  private final Path directory;
  private final String name;

  ProcessFiles(Path directory, String name) {
    this.directory = directory.toAbsolutePath();
    this.name = name;
  }

  /** The names of all deployments that may have a process. */
  static Set<String> names(Path directory) throws IOException {
    Set<String> names = new TreeSet<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.{state,pid}")) {
        for (Path file : files) {
          String text = file.getFileName().toString();
          names.add(text.substring(0, text.indexOf('.')));
        }
      }
    }
    names.remove("");
    return names;
  }

  Path state() {
    return directory.resolve(name + ".state");
  }

  Path log() {
    return directory.resolve(name + ".log");
  }

  Path record(String start) {
    return directory.resolve(name + "." + start + RECORD);
  }

  Optional<ProcessState> readState() throws IOException {
    return Files.exists(state()) ? ProcessState.parse(Files.readString(state())) : Optional.empty();
  }

  void writeState(ProcessState state) throws IOException {
    PrivateFiles.makeDirectory(directory);
    PrivateFiles.replace(state(), state.toText());
  }

  /** The process of the current start, if it runs. */
  Optional<ProcessIdentity> running() throws IOException {
    Optional<ProcessState> state = readState();
    return state.isEmpty() ? Optional.empty() : ProcessRecord.running(record(state.get().start()));
  }

  /** The starts that may have left a process. */
  Set<String> starts() throws IOException {
    Set<String> starts = new LinkedHashSet<>();
    readState().map(ProcessState::start).ifPresent(starts::add);
    for (Path record : records()) {
      starts.add(startOf(record));
    }
    return starts;
  }

  /**
   * Ends every process of these starts, whichever run made them, and forgets their records. To be
   * called when the state names none of them, so that one still about to begin does not.
   *
   * @throws DeployFailedException if one cannot be ended
   */
  void stop(Set<String> starts) throws IOException {
    for (String start : starts) {
      stop(start, ProcessRecord.running(record(start)), PATIENCE);
    }
  }

  /**
   * Ends a start whose application did not get ready. Its output stays, and its record as well if
   * it cannot be ended, so that it is found by the next run.
   *
   * @param root the process that was started, if it runs
   */
  void giveUp(String start, Optional<ProcessIdentity> root) throws IOException {
    if (readState().filter(state -> state.start().equals(start)).isPresent()) {
      Files.deleteIfExists(state());
    }
    stop(start, root.or(() -> recorded(start)), SHORT_PATIENCE);
  }

  private Optional<ProcessIdentity> recorded(String start) {
    try {
      return ProcessRecord.running(record(start));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void stop(String start, Optional<ProcessIdentity> root, Duration patience)
      throws IOException {
    List<ProcessIdentity> left = ProcessTree.end(() -> members(root, start), patience);
    if (!left.isEmpty()) {
      List<String> pids = left.stream().map(process -> Long.toString(process.pid())).toList();
      String what = "process " + String.join(", ", pids) + " of deployment " + name;
      throw new DeployFailedException(
          what + " does not end", "end it by hand, then run again", what, null);
    }
    Files.deleteIfExists(record(start));
  }

  private static Set<ProcessIdentity> members(Optional<ProcessIdentity> root, String start) {
    Set<ProcessIdentity> members = new LinkedHashSet<>();
    root.map(ProcessTree::of).ifPresent(members::addAll);
    members.addAll(MarkedProcesses.with(MARK, start));
    return members;
  }

  /** Ends every process and removes all files; whether there was anything. */
  boolean destroy() throws IOException {
    Set<String> starts = starts();
    boolean existed = !starts.isEmpty();
    Files.deleteIfExists(state());
    stop(starts);
    delete();
    return existed;
  }

  /** Removes all files, and the directory if nothing else is in it. */
  private void delete() throws IOException {
    for (Path file : files("")) {
      Files.deleteIfExists(file);
    }
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException others) {
      // Other deployments use it.
    }
  }

  private List<Path> records() throws IOException {
    return files(RECORD);
  }

  private String startOf(Path record) {
    String file = record.getFileName().toString();
    return file.substring(name.length() + 1, file.length() - RECORD.length());
  }

  private List<Path> files(String ending) throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          String text = file.getFileName().toString();
          // A name has no dot, so no other deployment's files begin like this.
          if (text.startsWith(name + ".") && text.endsWith(ending)) {
            found.add(file);
          }
        }
      }
    }
    return found;
  }
}
