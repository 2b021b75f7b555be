package dev.neonflow.workflows.migrate.restore;

import dev.neonflow.workflows.Key;
import dev.neonflow.workflows.branch.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What going back to a restore point would lose, found out before anything moves. Long lists end in
 * how many more there are.
 *
 * @param production the name of production's branch
 * @param point the name of the restore point
 * @param pointId its id, or null if it is not there any more
 * @param lsn its place in production's history, or null if unknown
 * @param madeAt when it was made, or null if it is not there any more
 * @param commit the commit whose deployment it was made for, or null if unknown
 * @param preserved what production's present state will be kept as, or is
 * @param database the database whose tables were compared
 * @param tables those that changed since, or about which that is not sure
 * @param moreTables how many more there are of them
 * @param unchanged how many tables are as they were
 * @param schema what changed about tables and columns, for people
 * @param otherDatabases the branch's other databases, which go back unseen
 * @param connections how many connections would be dropped
 * @param moving the children that will be the preserved state's
 * @param stays whether Neon lets nobody delete the preserved state
 * @param guarded whether production's branch is protected, so that Neon refuses to restore it
 * @param doneAt since when production is back there, if nothing is to be done; else null
 */
public record RollbackLoss(
    String production,
    String point,
    @Nullable String pointId,
    @Nullable String lsn,
    @Nullable Instant madeAt,
    @Nullable String commit,
    String preserved,
    String database,
    List<TableLoss> tables,
    int moreTables,
    int unchanged,
    List<String> schema,
    List<String> otherDatabases,
    long connections,
    List<String> moving,
    boolean stays,
    boolean guarded,
    @Nullable Instant doneAt) {

  /** The output of the step that finds it out. */
  public static final Key<RollbackLoss> KEY = new Key<>("rollback-loss", RollbackLoss.class);

  private static final int SHOWN = 50;

  /** Copies the lists. */
  public RollbackLoss {
    tables = List.copyOf(tables);
    schema = List.copyOf(schema);
    otherDatabases = List.copyOf(otherDatabases);
    moving = List.copyOf(moving);
  }

  static List<TableLoss> someTables(List<TableLoss> all) {
    return all.subList(0, Math.min(SHOWN, all.size()));
  }

  static List<String> some(List<String> all) {
    List<String> some = new ArrayList<>(all.subList(0, Math.min(SHOWN, all.size())));
    if (all.size() > SHOWN) {
      some.add("... and " + (all.size() - SHOWN) + " more");
    }
    return some;
  }

  /** Whether production is back there already. */
  public boolean isDone() {
    return doneAt != null;
  }

  /** In one line. */
  public String summary() {
    Instant done = doneAt;
    if (done != null) {
      return "nothing to do: "
          + production
          + " went back to "
          + point
          + " at "
          + Times.words(done)
          + ", and its state before is "
          + preserved
          + " (to go back once more: --to "
          + point
          + " --again)";
    }
    int changed = tables.size() + moreTables;
    return "going back to "
        + point
        + " loses "
        + (changed == 0
            ? "nothing that was written to tables"
            : "what was written to " + changed + (changed == 1 ? " table" : " tables"))
        + " since"
        + (madeAt == null ? "" : " " + Times.words(madeAt));
  }

  /** All of it, for people, one thing a line after the summary; empty if nothing is to be done. */
  public List<String> details() {
    if (isDone()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    tables.forEach(table -> lines.add(table.table() + ": " + table.words()));
    if (moreTables > 0) {
      lines.add("... and " + moreTables + " more tables that changed");
    }
    lines.add(unchanged + (unchanged == 1 ? " table is" : " tables are") + " unchanged");
    lines.addAll(consequences());
    return List.copyOf(lines);
  }

  /** What else happens, one thing a line. */
  public List<String> consequences() {
    List<String> lines = new ArrayList<>(schema);
    if (!otherDatabases.isEmpty()) {
      lines.add("go back too, not compared: databases " + String.join(", ", otherDatabases));
    }
    lines.add(
        connections
            + (connections == 1 ? " connection is" : " connections are")
            + " dropped; the connection details stay");
    if (!moving.isEmpty()) {
      lines.add(
          "move below "
              + preserved
              + " and keep their data: "
              + String.join(", ", moving)
              + " (a preview that is reset or made anew starts from "
              + production
              + " again)");
    }
    lines.add(
        "the present state stays as branch "
            + preserved
            + (stays ? ", which Neon lets nobody delete" : ""));
    if (guarded) {
      lines.add(production + " is protected: Neon refuses to restore it until that is taken away");
    }
    return List.copyOf(lines);
  }

  /** The summary and all details, one a line. */
  public String statement() {
    return details().isEmpty() ? summary() : summary() + "\n  " + String.join("\n  ", details());
  }
}
