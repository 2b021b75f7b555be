package dev.neonflow.workflows.migrate.diff;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which changes of a column's type PostgreSQL makes without touching rows. */
final class TypeWidening {
  private static final Pattern TYPE =
      Pattern.compile(
          "(?<name>[a-z ]+?)(\\((?<size>\\d+)(,(?<scale>\\d+))?\\))?(?<zone> with(out)? time zone)?");

  /** Where leaving out the size, or a larger one, takes all that there was. */
  private static final Set<String> SIZED =
      Set.of("character varying", "bit varying", "numeric", "timestamp", "time", "interval");

  /** To what else a type may be changed, if that has no size. */
  private static final Map<String, String> SAME =
      Map.of("character varying", "text", "text", "character varying", "cidr", "inet");

  private TypeWidening() {}

  /** Whether only the catalog changes. */
  static boolean isFree(String from, String to) {
    Matcher old = TYPE.matcher(from);
    Matcher now = TYPE.matcher(to);
    if (!old.matches() || !now.matches()) {
      return false;
    }
    if (!old.group("name").equals(now.group("name"))) {
      return now.group("name").equals(SAME.get(old.group("name"))) && now.group("size") == null;
    }
    if (!SIZED.contains(old.group("name"))
        || !String.valueOf(old.group("zone")).equals(String.valueOf(now.group("zone")))) {
      return false;
    }
    return now.group("size") == null
        || (old.group("size") != null
            && Integer.parseInt(old.group("size")) <= Integer.parseInt(now.group("size"))
            && String.valueOf(old.group("scale")).equals(String.valueOf(now.group("scale"))));
  }
}
