package dev.neonflow.embedded.postgres;

import java.sql.SQLException;
import org.postgresql.core.Utils;
import org.postgresql.util.PasswordUtil;

/** Text that goes into statements. */
final class Sql {

  private Sql() {}

  /** A name in double quotes; control characters are refused. */
  static String name(String name) {
    if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
      throw new PostgresException(
          "A role or database needs a name without control characters", null);
    }
    try {
      return Utils.escapeIdentifier(null, name).toString();
    } catch (SQLException e) {
      throw new PostgresException("The name '" + name + "' is not allowed", e);
    }
  }

  /** A password as the server stores it, in single quotes: it cannot be turned back. */
  static String verifier(String password) {
    return "'" + PasswordUtil.encodeScramSha256(password.toCharArray()) + "'";
  }
}
