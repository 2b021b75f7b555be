package dev.neonflow.workflows.migrate.diff;

import dev.neonflow.workflows.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a branch's schema differs in from what it was made of. Holds neither rows nor secrets, and
 * is bounded: what a file was written for is whole there.
 *
 * @param basis what was compared
 * @param parent the name of the branch it was compared with, or null if unknown
 * @param note why it is not the comparison that was wished for; null if it is
 * @param counts how many changes have each label, by {@link Label#words()}; without those of none
 * @param meanwhile how many objects the parent changed since, all left out; 0 if unknown
 * @param changes the changes, the worst first; perhaps not all
 * @param unified the beginning of the difference in the unified form; empty if there is none
 * @param cut how many lines of it are left out
 * @param file where all of it is, or null
 */
public record SchemaDiff(
    Basis basis,
    @Nullable String parent,
    @Nullable String note,
    Map<String, Integer> counts,
    int meanwhile,
    List<SchemaChange> changes,
    String unified,
    int cut,
    @Nullable String file) {

  /** The output of a step that compares. */
  public static final Key<SchemaDiff> KEY = new Key<>("schema-diff", SchemaDiff.class);

  /** What was compared. */
  public enum Basis {
    /** The branch with its parent as it was when the branch was made; what came later is known. */
    THREE_WAY,
    /** The branch with its parent as it is now: changes of the parent look like reversals. */
    TWO_WAY,
    /** Nothing could be compared. */
    NONE
  }

  /** Copies the lists. */
  public SchemaDiff {
    counts = Map.copyOf(counts);
    changes = List.copyOf(changes);
  }

  static SchemaDiff impossible(@Nullable String parent, String why) {
    return new SchemaDiff(Basis.NONE, parent, why, Map.of(), 0, List.of(), "", 0, null);
  }

  /** How many changes there are. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For example {@code 1 blocking, 2 additive, compared with main as it is now}. */
  public String words() {
    if (basis == Basis.NONE) {
      return "not compared";
    }
    List<String> words = new ArrayList<>();
    for (Label label : Label.values()) {
      if (count(label) > 0) {
        words.add(count(label) + " " + label.words());
      }
    }
    return (words.isEmpty() ? "no change" : String.join(", ", words))
        + ", compared with "
        + (parent == null ? "its parent" : parent)
        + (basis == Basis.THREE_WAY ? " as it was when the branch began" : " as it is now");
  }

  /** How many changes have this label. */
  public int count(Label label) {
    return counts.getOrDefault(label.words(), 0);
  }

  /** The same, of which there is more to say. */
  SchemaDiff noting(String more) {
    String both = note == null ? more : note + "; " + more;
    return new SchemaDiff(basis, parent, both, counts, meanwhile, changes, unified, cut, file);
  }

  /** The same, all of which is in a file. */
  SchemaDiff in(String place) {
    return new SchemaDiff(basis, parent, note, counts, meanwhile, changes, unified, cut, place);
  }
}
