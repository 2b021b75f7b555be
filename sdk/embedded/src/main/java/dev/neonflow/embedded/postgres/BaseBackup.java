package dev.neonflow.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL's low-level online backup: the server keeps serving, and the copy recovers to the
 * state at the backup's end.
 */
final class BaseBackup {

  private static final String LABEL = "backup_label";

  private static final String STOP =
      "SELECT lsn::text, labelfile, pg_walfile_name(lsn) FROM pg_backup_stop(false)";

  private BaseBackup() {}

  /**
   * Copies a running server's directory into an empty one.
   *
   * @param admin a superuser's session; when it ends early, the server forgets the backup
   * @return the position at the backup's end
   */
  static String take(Connection admin, Path source, Path target, FileCopy way)
      throws SQLException, IOException {
    String name = "nf_" + Names.unique();
    // Temporary, so it dies with the session; it keeps the log from being removed meanwhile.
    call(admin, "SELECT pg_create_physical_replication_slot(?, true, true)", name);
    String first = call(admin, "SELECT pg_walfile_name(pg_backup_start(?, true))", name);
    TreeCopy.online(source, target, way);
    String position;
    String last;
    try (Statement statement = admin.createStatement();
        ResultSet row = statement.executeQuery(STOP)) {
      row.next();
      position = row.getString(1);
      String label = row.getString(2);
      last = row.getString(3);
      if (label == null || !label.startsWith("START WAL LOCATION")) {
        throw new PostgresException(
            "The backup has no label; without it the copy is corrupt", null);
      }
      Trees.writePrivate(target.resolve(LABEL), label);
    }
    copyLog(source.resolve("pg_wal"), target.resolve("pg_wal"), first, last);
    call(admin, "SELECT pg_drop_replication_slot(?)", name);
    return position;
  }

  /**
   * Makes a copy startable whose first start was cut off: PostgreSQL puts the label aside before it
   * has replayed the backup, and without it refuses to go on. To replay from its start is safe.
   */
  static void repeatCutOffStart(Path data) throws IOException {
    Path aside = data.resolve(LABEL + ".old");
    if (Files.exists(aside) && ControlFile.replaysBackup(data)) {
      Files.move(aside, data.resolve(LABEL), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void copyLog(Path from, Path to, String first, String last) throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.list(from)) {
      segments = files.filter(f -> wanted(f.getFileName().toString(), first, last)).toList();
    }
    for (Path segment : segments) {
      StreamCopy.file(segment, to.resolve(segment.getFileName()));
    }
    if (!Files.exists(to.resolve(first))) {
      throw new PostgresException("The log segment " + first + " of the backup is gone", null);
    }
  }

  private static boolean wanted(String name, String first, String last) {
    return name.endsWith(".history")
        || (name.length() == first.length()
            && name.compareTo(first) >= 0
            && name.compareTo(last) <= 0);
  }

  private static String call(Connection admin, String sql, String argument) throws SQLException {
    try (PreparedStatement statement = admin.prepareStatement(sql)) {
      statement.setString(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    }
  }
}
