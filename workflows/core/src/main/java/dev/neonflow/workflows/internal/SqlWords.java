package dev.neonflow.workflows.internal;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * What may be repeated of a database's error. Reports go to places where more people read than may
 * read the database, so the values of rows are left out.
 */
public final class SqlWords {
  /** Data exceptions, whose messages quote the data. */
  private static final String DATA = "22";

  private static final Pattern QUOTED_LAST = Pattern.compile(": \".*");
  private static final Pattern QUOTED_FIRST = Pattern.compile("\\bvalue \"[^\"]*\"?");

  private SqlWords() {}

  /** The first line and the state; the lines after it may hold rows. */
  public static String of(SQLException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    String first = message.lines().findFirst().orElse("no message");
    String state = e.getSQLState();
    if (state == null) {
      return first;
    }
    return (state.startsWith(DATA) ? withoutData(first) : first) + " (SQLSTATE " + state + ")";
  }

  private static String withoutData(String line) {
    String shortened = QUOTED_LAST.matcher(line).replaceFirst("");
    return QUOTED_FIRST.matcher(shortened).replaceAll("value");
  }
}
