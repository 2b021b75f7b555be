package dev.neonflow.embedded.schema;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import java.util.List;

/** What two texts differ in. */
public final class SchemaDiff {

  private static final int CONTEXT = 3;

  private SchemaDiff() {}

  /**
   * The difference as a unified diff with three lines around each change, and a line feed at its
   * end; empty if the texts are equal.
   *
   * @param baseName what follows {@code --- a/}, usually the database's name
   * @param headName what follows {@code +++ b/}
   */
  public static String unified(String baseName, String headName, String base, String head) {
    List<String> before = base.lines().toList();
    Patch<String> patch = DiffUtils.diff(before, head.lines().toList());
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            "a/" + baseName, "b/" + headName, before, patch, CONTEXT);
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
