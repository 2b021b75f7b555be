package dev.neonflow.workflows;

/**
 * The name under which a record travels in a plan's JSON.
 *
 * @param name stable over releases, for example {@code migrate}; unique among steps, among
 *     migrators and so on
 * @param version of the record's components, from 1; a record whose components changed their
 *     meaning gets a new version, and the old one stays as a record of its own
 * @param type the record: a step, or what a step holds behind an interface
 */
public record StepType(String name, int version, Class<? extends Record> type) {

  /** Checks the name and the version. */
  public StepType {
    if (!name.matches("[a-z0-9][a-z0-9.-]{0,62}")) {
      throw new IllegalArgumentException(
          "a type's name is made of a-z, 0-9, . and -, at most 63 of them, not " + name);
    }
    if (version < 1) {
      throw new IllegalArgumentException("a type's version is 1 or more, not " + version);
    }
  }

  /** A name for a record. */
  public static StepType of(String name, int version, Class<? extends Record> type) {
    return new StepType(name, version, type);
  }
}
