package dev.neonflow.crash;

import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that a scenario can leave, in words that are the same wherever it ran: no ids, no times.
 *
 * @param branches one line each: name, parent, what it is, and all of its rows
 * @param files all of the directory, from there, but for those of locks
 * @param held files that are locked
 * @param applications how many processes run
 * @param reports one line each
 */
record Snapshot(
    List<String> branches,
    List<String> files,
    List<String> held,
    long applications,
    List<String> reports) {

  private static final String TABLES =
      "select table_schema, table_name from information_schema.tables"
          + " where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2";

  static Snapshot of(Site site) throws Exception {
    Workspace workspace = site.workspace();
    List<String> files = new ArrayList<>();
    List<String> held = new ArrayList<>();
    try (Stream<Path> all = Files.walk(workspace.directory())) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = masked(workspace.directory().relativize(file).toString(), workspace);
        if (isHeld(file)) {
          held.add(name);
        }
        // The file of a killed run's lock stays until its key runs again, and holds nobody up.
        if (!name.startsWith("locks/")) {
          files.add(name);
        }
      }
    }
    return new Snapshot(
        branches(site),
        files,
        held,
        site.applications().count(),
        Files.exists(workspace.report()) ? reports(workspace) : List.of());
  }

  private static List<String> branches(Site site) throws SQLException {
    List<AnnotatedBranch> all = site.branches();
    Map<String, String> names = new HashMap<>();
    all.forEach(one -> names.put(one.branch().id(), one.branch().name()));
    List<String> lines = new ArrayList<>();
    for (AnnotatedBranch one : all) {
      Branch branch = one.branch();
      String parent = branch.parentId() == null ? "nothing" : names.get(branch.parentId());
      String line =
          "%s from %s%s%s%s%s, %d endpoints, annotated %s, with %s"
              .formatted(
                  branch.name(),
                  parent,
                  branch.isDefault() ? ", default" : "",
                  branch.isProtected() ? ", protected" : "",
                  branch.expiresAt() == null ? "" : ", expires",
                  branch.isReady() ? "" : ", not ready",
                  site.endpoints(branch.id()),
                  one.annotations().keySet().stream().sorted().toList(),
                  site.endpoints(branch.id()) == 0 ? "rows unseen" : rows(site, branch.id()));
      lines.add(masked(line, site.workspace()));
    }
    return lines.stream().sorted().toList();
  }

  private static List<String> rows(Site site, String branchId) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Connection connection = site.connect(branchId);
        Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery(TABLES)) {
        while (found.next()) {
          tables.add(found.getString(1) + "." + found.getString(2));
        }
      }
      List<String> lines = new ArrayList<>();
      for (String table : tables) {
        // When and how fast it was migrated differs from run to run.
        String row =
            table.endsWith("flyway_schema_history") ? "t.version || ' ' || t.success" : "t";
        String query = "select string_agg((%s)::text, ' ' order by t::text) from %s t";
        try (ResultSet found = statement.executeQuery(query.formatted(row, table))) {
          found.next();
          lines.add(table + ": " + found.getString(1));
        }
      }
      return lines;
    }
  }

  private static List<String> reports(Workspace workspace) throws IOException {
    return Files.readAllLines(workspace.report()).stream()
        .filter(line -> line.startsWith("<!-- neonflow:"))
        .map(line -> masked(line, workspace))
        .toList();
  }

  private static boolean isHeld(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return true;
    }
  }

  /** Without what is another one each time: the project, random ids, moments. */
  private static String masked(String text, Workspace workspace) {
    return text.replace(workspace.projectId(), "{project}")
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "{uuid}")
        .replaceAll("-[0-9a-f]{8}\\.", "-{hash}.")
        .replaceAll("\\d{8}[-tT]?\\d{4,6}[zZ]?", "{time}");
  }

  @Override
  public String toString() {
    return Stream.of(
            Stream.of("branches:"),
            branches.stream(),
            Stream.of("files:"),
            files.stream(),
            Stream.of("held: " + held, "applications: " + applications, "reports:"),
            reports.stream())
        .flatMap(lines -> lines)
        .reduce("", (all, line) -> all + line + "\n");
  }
}
